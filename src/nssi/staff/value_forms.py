"""The forms of what needs four eyes: a value of the law or the tariff, a decision about one day, the answer to a proposal."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nssi.foundation import clock
from nssi.institution.models import EnteredValue
from nssi.law.calendar import FIRST_YEAR, WEEKDAYS, Calendar
from nssi.law.parameters import Schedule
from nssi.look.forms import DateField, PortalForm, Radios
from nssi.staff.values import Kind, currency_on, kind_of, read_value

FORWARD, BACK = "forward", "back"
YEARS_AHEAD = 3
TOO_LONG = _("Текстът може да е до %(limit_value)d\u00a0знака, а е %(show_value)d")

WRONG = {
    Kind.MONEY: _("Въведете сума над 0 с най-много два знака след запетаята, например 620,20"),
    Kind.PERCENT: _("Въведете процент от 0 до 100, например 7,8"),
    Kind.WHOLE: _("Въведете цяло число от 0 до 1000"),
}


class SourcedForm(PortalForm):
    """What every proposal says beside its value: the act, where it was read, and whether it holds for days that have passed."""

    act = forms.CharField(
        label=_("Акт"),
        help_text=_("С кой акт е определено, например „ПМС № 243/2025\u00a0г.“"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": _("Въведете акта"), "max_length": TOO_LONG},
    )
    source = forms.CharField(
        label=_("Източник"),
        help_text=_("Къде сте го прочели, например „ДВ, бр. 98 от 2025\u00a0г.“"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": _("Въведете източника"), "max_length": TOO_LONG},
    )
    verified = forms.BooleanField(label=_("Прочетено е в самия акт"), required=False)
    reach = forms.ChoiceField(
        label=_("За кое време важи?"),
        choices=[(FORWARD, _("Само занапред")), (BACK, _("И за минало време"))],
        initial=FORWARD,
        widget=Radios(conditional={BACK: ("ground",)}),
        error_messages={"required": _("Изберете за кое време важи")},
    )
    ground = forms.CharField(
        label=_("Коя разпоредба му дава обратна сила?"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"max_length": TOO_LONG},
    )

    def proposal(self) -> dict[str, Any]:
        """Return what is proposed, as `propose_value` takes it."""
        cleaned = self.cleaned_data
        return {
            name: cleaned[name]
            for name in ("since", "value", "currency", "act", "source", "verified", "ground")
        }

    def check_day(self, day: date | None) -> None:
        """Add what is wrong with the day and the time for which it is meant to hold."""
        cleaned = self.cleaned_data
        back = cleaned.get("reach") == BACK
        if day is not None:
            if not FIRST_YEAR <= day.year <= clock.today().year + YEARS_AHEAD:
                words = {"first": FIRST_YEAR, "last": clock.today().year + YEARS_AHEAD}
                self.add_error("since", _("Въведете дата от %(first)s до %(last)s\u00a0г.") % words)
            elif day <= clock.today() and not back:
                self.add_error(
                    "reach",
                    _(
                        "Датата е днес или е минала. Въведете утрешна или по-късна, или отбележете, че важи и за минало време."
                    ),
                )
        if back and not cleaned.get("ground"):
            self.add_error("ground", _("Посочете разпоредбата, която му дава обратна сила"))
        if not back:
            cleaned["ground"] = ""


class ValueForm(SourcedForm):
    """A value of one parameter: from when, how much."""

    since = DateField(label=_("В сила от"), error_messages={"required": _("Въведете от коя дата е в сила")})
    value = forms.CharField(
        label=_("Стойност"),
        max_length=20,
        widget=forms.TextInput(
            {"inputmode": "decimal", "autocomplete": "off", "class": "govuk-input--width-10"}
        ),
    )
    field_order = ("since", "value", "act", "source", "verified", "reach", "ground")

    def __init__(self, data: Any, *, schedule: Schedule, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.schedule, self.kind = schedule, kind_of(schedule)
        field = self.fields["value"]
        field.error_messages = {"required": WRONG[self.kind], "max_length": WRONG[self.kind]}
        for validator in field.validators:
            if getattr(validator, "code", "") == "max_length":
                validator.message = WRONG[self.kind]  # type: ignore[attr-defined]
        if self.kind == Kind.MONEY:
            field.help_text = _(
                "В евро; за дати до 31.12.2025\u00a0г. – в левове. Мерна единица: %(unit)s."
            ) % {"unit": schedule.unit}
        else:
            field.help_text = _("Мерна единица: %(unit)s.") % {"unit": schedule.unit}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        day: date | None = cleaned.get("since")
        self.check_day(day)
        if day is not None and self.schedule.holds == "month" and day.day != 1:
            self.add_error("since", _("Стойността е за един месец. Въведете първия му ден."))
        if typed := cleaned.get("value"):
            try:
                cleaned["value"] = read_value(self.kind, self.schedule.unit, typed)
            except ValueError:
                self.add_error("value", WRONG[self.kind])
        if day is not None:
            cleaned["currency"] = currency_on(self.kind, day)
        return cleaned


class DayForm(SourcedForm):
    """A decision about one day: off, or worked."""

    since = DateField(label=_("Ден"), error_messages={"required": _("Въведете деня")})
    value = forms.ChoiceField(
        label=_("Какъв е денят?"),
        choices=[("0", _("Неприсъствен")), ("1", _("Работен"))],
        widget=Radios,
        error_messages={"required": _("Изберете какъв е денят")},
    )
    field_order = ("since", "value", "act", "source", "verified", "reach", "ground")

    def __init__(self, data: Any, *, calendar: Calendar, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.calendar = calendar

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned["currency"] = ""
        day: date | None = cleaned.get("since")
        self.check_day(day)
        if not self.errors and day is not None and self.calendar.is_working(day) == (cleaned["value"] == "1"):
            words = {"weekday": WEEKDAYS[day.weekday()]}
            if cleaned["value"] == "1":
                self.add_error("since", _("Този ден (%(weekday)s) и сега е работен.") % words)
            else:
                self.add_error("since", _("Този ден (%(weekday)s) и сега е почивен.") % words)
        return cleaned


class RejectionForm(PortalForm):
    """Why a proposal is returned."""

    reason = forms.CharField(
        label=_("Защо го връщате?"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Напишете защо го връщате"), "max_length": TOO_LONG},
    )


WORKING_DAY = EnteredValue.WORKING_DAY
