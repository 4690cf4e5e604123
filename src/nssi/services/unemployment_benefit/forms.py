"""The questions of the application for unemployment benefit (Приложение № 1 към чл. 1, ал. 1 НОИПОБ)."""

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nssi.applications import shared_forms
from nssi.applications.fields import LocalOfficeField
from nssi.applications.forms import StepForm
from nssi.applications.models import DeliveryMethod
from nssi.applications.steps import Text
from nssi.foundation import clock
from nssi.institution.queries import local_office
from nssi.look.forms import DateField, Radios
from nssi.look.typography import date_text

EARLIEST_TERMINATION = date(1990, 1, 1)
TERMINATION_KNOWN_AHEAD = timedelta(days=30)
"""How far ahead a termination may lie: the act is often handed over before the last day of work."""


class StartForm(StepForm):
    """The five important notes were read (C-10)."""

    has_read = forms.BooleanField(
        label=_("Прочетох важната информация"),
        error_messages={"required": _("Потвърдете, че сте прочели важната информация")},
    )


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


class DeliveryForm(shared_forms.DeliveryForm):
    """The counter is that of the office that was chosen (C-20, S1.6, S1.9)."""

    def words(self, way: DeliveryMethod) -> Text:
        office = local_office(self.answers.get("local_office", {}).get("local_office", ""))
        if way is DeliveryMethod.COUNTER and office is not None:
            return gettext("На гише в %(office)s") % {"office": office.label}
        return super().words(way)
