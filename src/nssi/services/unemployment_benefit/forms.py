"""The questions of the application for unemployment benefit (Приложение № 1 към чл. 1, ал. 1 НОИПОБ)."""

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nssi.applications.fields import AddressField, LocalOfficeField, MailField, PhoneField
from nssi.applications.forms import Row, StepForm
from nssi.applications.models import DeliveryMethod
from nssi.applications.queries import last_answers
from nssi.foundation import clock
from nssi.institution.queries import local_office
from nssi.look.forms import DateField, Radios
from nssi.look.typography import date_text
from nssi.people.identifiers import mask

EARLIEST_TERMINATION = date(1990, 1, 1)
TERMINATION_KNOWN_AHEAD = timedelta(days=30)
"""How far ahead a termination may lie: the act is often handed over before the last day of work."""


class StartForm(StepForm):
    """The five important notes were read (C-10)."""

    has_read = forms.BooleanField(
        label=_("Прочетох важната информация"),
        error_messages={"required": _("Потвърдете, че сте прочели важната информация")},
    )


class PersonalDataForm(StepForm):
    """Who applies, and how they can be reached (C-13)."""

    address = AddressField(
        label=_("Настоящ адрес"),
        help_text=_("Населено място, улица, номер, пощенски код"),
        error_messages={"required": _("Въведете настоящия си адрес")},
    )
    phone = PhoneField(label=_("Телефон"), help_text=_("Например 0888 123 456"))
    email = MailField(
        label=_("E-mail"),
        help_text=_("На него изпращаме съобщението с входящия номер (УРИ) и кода за достъп."),
    )

    def prepare(self) -> None:
        if not self.is_bound:
            self.initial = last_answers(self.person, "personal_data")

    def fixed_rows(self) -> list[Row]:
        names = Row(gettext("Имена"), self.person.full_name, fixed=True)
        numbers = [
            Row(identifier.get_kind_display(), mask(identifier.number), fixed=True)
            for identifier in self.person.identifiers.all()
        ]
        return [names, *numbers]


class LocalOfficeForm(StepForm):
    """Where the application goes: any local office (C-14, S1.3)."""

    heading = "local_office"
    local_office = LocalOfficeField(
        label=_("Избор на териториално поделение (ТП)"),
        help_text=_(
            "Изберете това, с което Ви е най-удобно да контактувате при нужда от оригинали на хартия."
        ),
    )


class TerminationForm(StepForm):
    """How the last employment ended, and periods abroad (C-15)."""

    insurer = forms.CharField(
        label=_("Последен осигурител"),
        help_text=_("Име на предприятието или на лицето, при което сте работили последно"),
        min_length=2,
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={
            "required": _("Въведете последния си осигурител"),
            "min_length": _("Въведете пълното име на осигурителя"),
            "max_length": _("Името може да е до %(limit_value)d\u00a0знака, а е %(show_value)d"),
        },
    )
    terminated_on = DateField(
        label=_("Дата на прекратяване"),
        help_text=_("Датата, от която правоотношението е прекратено, например 16 3 2026"),
        error_messages={"required": _("Въведете датата на прекратяване")},
    )
    ground = forms.ChoiceField(
        label=_("Основание за прекратяване"),
        help_text=_("Както е записано в акта за прекратяване"),
        choices=[
            ("own_will", _("По мое желание")),
            ("mutual_consent", _("По взаимно съгласие")),
            ("guilty_conduct", _("Заради виновно поведение (дисциплинарно уволнение)")),
            ("other", _("Друго основание, например изтекъл срок или съкращаване")),
        ],
        widget=Radios,
        error_messages={"required": _("Изберете основанието за прекратяване")},
    )
    worked_abroad = forms.ChoiceField(
        label=_("Работили ли сте в друга държава?"),
        choices=[("no", _("Не")), ("yes", _("Да"))],
        widget=Radios(conditional={"yes": ("abroad_periods",)}),
        error_messages={"required": _("Изберете дали сте работили в друга държава")},
    )
    abroad_periods = forms.CharField(
        label=_("В кои държави и през кои периоди?"),
        help_text=_("Например: Германия, от март 2019\u00a0г. до юни 2021\u00a0г., имам документ U1"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={
            "required": _("Въведете държавите и периодите, през които сте работили в тях"),
            "max_length": _("Текстът може да е до %(limit_value)d\u00a0знака, а е %(show_value)d"),
        },
    )

    def clean_terminated_on(self) -> date:
        day: date = self.cleaned_data["terminated_on"]
        latest = clock.today() + TERMINATION_KNOWN_AHEAD
        if not EARLIEST_TERMINATION <= day <= latest:
            raise ValidationError(
                gettext("Въведете дата между %(from)s и %(to)s")
                % {"from": date_text(EARLIEST_TERMINATION), "to": date_text(latest)}
            )
        return day


class DocumentsForm(StepForm):
    """The page of documents asks nothing beside its files (C-19)."""


class DeliveryForm(StepForm):
    """How the person receives what the institution issues (C-20, S1.6, S1.9)."""

    method = forms.ChoiceField(
        label=_("Как искате да получавате документите?"),
        choices=DeliveryMethod.choices,
        widget=Radios(
            conditional={
                DeliveryMethod.POST: ("postal_address",),
                DeliveryMethod.ELECTRONIC: ("electronic_address",),
            }
        ),
        error_messages={"required": _("Изберете как искате да получавате документите")},
    )
    postal_address = AddressField(
        label=_("Точен адрес за кореспонденция"),
        help_text=_("Населено място, улица, номер, пощенски код"),
        required=False,
        error_messages={"required": _("Въведете точния адрес, на който да изпращаме документите")},
    )
    electronic_address = MailField(
        label=_("E-mail за документите"),
        help_text=_("На него изпращаме връзките към издадените документи."),
        required=False,
        error_messages={"required": _("Въведете e-mail адреса, на който да изпращаме връзките")},
    )

    def prepare(self) -> None:
        known = self.answers.get("personal_data", {})
        self.initial = {
            "postal_address": known.get("address", ""),
            "electronic_address": known.get("email", ""),
        }
        office = local_office(self.answers.get("local_office", {}).get("local_office", ""))
        if office is not None:
            counter = gettext("На гише в %(office)s") % {"office": office.label}
            others = DeliveryMethod.choices[1:]
            self.fields["method"].choices = [(DeliveryMethod.COUNTER.value, counter), *others]  # type: ignore[attr-defined]


class DeclarationForm(StepForm):
    """The application is a declaration: its facts are true (C-21)."""

    declared = forms.BooleanField(
        label=_(
            "Декларирам, че посочените данни са верни. Зная, че за неверни данни нося отговорност по чл.\u00a0313 от Наказателния кодекс."
        ),
        error_messages={"required": _("Потвърдете, че посочените данни са верни")},
    )
