"""The questions of the application for unemployment benefit (Приложение № 1 към чл. 1, ал. 1 НОИПОБ)."""

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nssi.applications import second_filing, shared_forms
from nssi.applications.entries import EntriesForm
from nssi.applications.fields import AddressField, IbanField, LocalOfficeField
from nssi.applications.forms import QuestionForm, StepForm
from nssi.applications.steps import Text
from nssi.delivery.methods import DeliveryMethod
from nssi.foundation import clock
from nssi.institution.models import CompetentBody
from nssi.institution.queries import local_office, offered_local_offices
from nssi.look.forms import DateField, Radios
from nssi.look.typography import date_text

SLUG = "obezshtetenie-bezrabotitsa"

NO_YES = [("no", _("Не")), ("yes", _("Да"))]

EARLIEST_TERMINATION = date(1990, 1, 1)
TERMINATION_KNOWN_AHEAD = timedelta(days=30)
"""How far ahead a termination may lie: the act is often handed over before the last day of work."""


class StartForm(StepForm):
    """The five important notes were read (C-10)."""

    has_read = forms.BooleanField(
        label=_("Прочетох важната информация"),
        error_messages={"required": _("Потвърдете, че сте прочели важната информация")},
    )


class SecondFilingForm(second_filing.SecondFilingForm):
    """Whether it is filed again after a notice of irregularities (C-12, S1.10)."""

    service = SLUG


class PersonalDataForm(shared_forms.PersonalDataForm):
    """The form asks for the identity document too, and for the permanent address where it is another one (C-13)."""

    id_card = forms.CharField(
        label=_("Номер на документа за самоличност"),
        help_text=_("Лична карта или документ за пребиваване, например 641234567 или AA1234567"),
        widget=forms.TextInput(
            {"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-10 nssi-code"}
        ),
        max_length=20,
        error_messages={
            "required": _("Въведете номера на документа за самоличност"),
            "max_length": _("Проверете номера на документа за самоличност"),
        },
    )
    permanent_address = AddressField(
        label=_("Постоянен адрес (ако е различен)"),
        help_text=_("Населено място, улица, номер, пощенски код"),
        required=False,
    )
    field_order = ("id_card", "address", "permanent_address", "phone", "email")

    def clean_id_card(self) -> str:
        number = "".join(str(self.cleaned_data["id_card"]).split()).upper()
        if not re.fullmatch("[A-Z]{0,2}[0-9]{7,9}", number):
            raise ValidationError(gettext("Проверете номера на документа за самоличност"))
        return number


class LocalOfficeForm(StepForm):
    """Where the application goes: any local office (C-14, S1.3)."""

    heading = "local_office"
    local_office = LocalOfficeField(
        label=_("Избор на териториално поделение (ТП)"),
        help_text=_(
            "Изберете това, с което Ви е най-удобно да контактувате при нужда от оригинали на хартия."
        ),
    )

    @property
    def bodies(self) -> list[CompetentBody]:
        """The local offices as bodies, for how each is reached."""
        return [office.competent_body for office in offered_local_offices()]


class TerminationForm(StepForm):
    """How the last employment ended (C-15)."""

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

    def clean_terminated_on(self) -> date:
        day: date = self.cleaned_data["terminated_on"]
        latest = clock.today() + TERMINATION_KNOWN_AHEAD
        if not EARLIEST_TERMINATION <= day <= latest:
            raise ValidationError(
                gettext("Въведете дата между %(from)s и %(to)s")
                % {"from": date_text(EARLIEST_TERMINATION), "to": date_text(latest)}
            )
        return day


class AbroadForm(StepForm):
    """Whether there are insurance periods in other states (C-15, S1.4)."""

    heading = "worked_abroad"
    worked_abroad = forms.ChoiceField(
        label=_("Работили ли сте в друга държава?"),
        choices=NO_YES,
        widget=Radios,
        error_messages={"required": _("Изберете дали сте работили в друга държава")},
    )


class PeriodAbroadForm(QuestionForm):
    """One period of insurance in another state, and what proves it."""

    state = forms.CharField(
        label=_("Държава"),
        max_length=100,
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-20"}),
        error_messages={
            "required": _("Въведете държавата"),
            "max_length": _("Името може да е до %(limit_value)d\u00a0знака, а е %(show_value)d"),
        },
    )
    since = DateField(label=_("От"), error_messages={"required": _("Въведете началото на периода")})
    until = DateField(label=_("До"), error_messages={"required": _("Въведете края на периода")})
    proof = forms.ChoiceField(
        label=_("С какво се доказва периодът?"),
        choices=[
            ("recognised", _("Вече е зачетен за предишно обезщетение")),
            ("attached", _("Ще приложа документ, например U1")),
            ("requested", _("Моля да го поискате служебно от другата държава")),
        ],
        widget=Radios(
            hints={
                "recognised": _("Зачита се служебно"),
                "attached": _("Оригинала на хартия носете в ТП, дори да приложите копие"),
            }
        ),
        error_messages={"required": _("Изберете с какво се доказва периодът")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and not since <= until <= clock.today():
            self.add_error("until", gettext("Краят е преди началото или е в бъдещето"))
        return cleaned


class PeriodsAbroadForm(EntriesForm):
    """The periods abroad, each by itself."""

    entry = PeriodAbroadForm
    entry_title = _("Период %(number)s")
    add_another = _("Добавете още един период")


class CircumstancesForm(StepForm):
    """What decides the right beside the insurance: work, pension, what the employer paid (Art. 54a(1), 54g, 54d КСО)."""

    insured_activity = forms.ChoiceField(
        label=_("Упражнявате ли дейност, за която подлежите на осигуряване?"),
        help_text=_("В България или в друга държава, например по договор или като самоосигуряващо се лице"),
        choices=NO_YES,
        widget=Radios(conditional={"yes": ("activity",)}),
        error_messages={"required": _("Изберете дали упражнявате такава дейност")},
    )
    activity = forms.CharField(
        label=_("Каква и къде?"),
        required=False,
        max_length=300,
        error_messages={
            "required": _("Въведете каква дейност упражнявате и къде"),
            "max_length": _("Текстът може да е до %(limit_value)d\u00a0знака, а е %(show_value)d"),
        },
    )
    pension = forms.ChoiceField(
        label=_("Имате ли право на пенсия или получавате ли пенсия?"),
        choices=[
            ("none", _("Не")),
            ("old_age", _("Имам право на пенсия за осигурителен стаж и възраст в България")),
            ("abroad", _("Имам право на пенсия за старост в друга държава")),
            ("reduced", _("Получавам пенсия в намален размер по чл.\u00a068а КСО")),
            ("professional", _("Получавам професионална пенсия по чл.\u00a0168 КСО")),
            ("other", _("Получавам друга пенсия, например за инвалидност или наследствена")),
        ],
        widget=Radios,
        error_messages={"required": _("Изберете дали имате право на пенсия")},
    )
    employer_compensation = forms.ChoiceField(
        label=_("Получавате ли обезщетение от работодателя след прекратяването?"),
        help_text=_("Например по чл.\u00a0222 от Кодекса на труда, докато сте без работа"),
        choices=NO_YES,
        widget=Radios,
        error_messages={"required": _("Изберете дали получавате обезщетение от работодателя")},
    )


class AccountForm(StepForm):
    """Where the benefit is paid."""

    iban = IbanField(
        label=_("IBAN на банковата Ви сметка"), help_text=_("Например BG80 BNBG 9661 1020 3456 78")
    )
    own = forms.BooleanField(
        label=_("Сметката е на мое име"),
        error_messages={
            "required": _("Обезщетението се превежда само по Ваша сметка. Потвърдете, че е Ваша")
        },
    )


class DeclarationForm(shared_forms.DeclarationForm):
    """The duty to report stands beside the truth of what is said (Art. 54d(3) КСО)."""

    reports_changes = forms.BooleanField(
        label=_("Ще съобщя в ТП на НОИ всяка промяна в тези обстоятелства до 7\u00a0дни от настъпването ѝ."),
        error_messages={"required": _("Потвърдете, че ще съобщавате за промените")},
    )


class DeliveryForm(shared_forms.DeliveryForm):
    """The counter is that of the office that was chosen; electronically only who filed electronically (C-20, S1.6, S1.9)."""

    def prepare(self) -> None:
        super().prepare()
        if not self.assisted:
            return
        field: Any = self.fields["method"]
        field.choices = [(way, words) for way, words in field.choices if way != DeliveryMethod.ELECTRONIC]
        field.help_text = _(
            "По електронен път се получават само документите по заявление, подадено електронно. Това заявление е подадено на място, по пощата или по електронна поща."
        )
        del self.fields["electronic_address"]

    def words(self, way: DeliveryMethod) -> Text:
        office = local_office(self.answers.get("local_office", {}).get("local_office", ""))
        if way is DeliveryMethod.COUNTER and office is not None:
            return gettext("На гише в %(office)s") % {"office": office.label}
        return super().words(way)
