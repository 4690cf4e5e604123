"""The form of the enquiry of paid benefits."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nssi.foundation import clock
from nssi.law.calendar import add_months
from nssi.look.forms import DateField, PortalForm, Radios

MONTHS_BACK = 12


class PaidBenefitsForm(PortalForm):
    """By which days paid benefits are asked for, and in what time (S1.12)."""

    PERIOD, PAYMENT = "period", "plashtane"

    po = forms.ChoiceField(
        label=_("Справка"),
        choices=[(PERIOD, _("по период, за който са")), (PAYMENT, _("по дата на плащане"))],
        widget=Radios,
        error_messages={
            "required": _("Изберете справката"),
            "invalid_choice": _("Изберете справката"),
        },
    )
    ot = DateField(label=_("От"), error_messages={"required": _("Въведете начална дата")})
    do = DateField(label=_("До"), error_messages={"required": _("Въведете крайна дата")})

    def __init__(self, data: Any) -> None:
        """Ask as `data` says; of an address that asks for nothing, by period, the last year."""
        super().__init__(data or None, initial=self.last_year())

    @classmethod
    def last_year(cls) -> dict[str, Any]:
        """What is asked for before anybody has chosen."""
        today = clock.today()
        since = add_months(today, -MONTHS_BACK) + timedelta(days=1)
        return {"po": cls.PERIOD, "ot": since, "do": today}

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning."""
        cleaned: dict[str, Any] = super().clean() or {}
        since, until = cleaned.get("ot"), cleaned.get("do")
        if since and until and until < since:
            self.add_error("do", _("Крайната дата е преди началната"))
        return cleaned

    @property
    def asked(self) -> tuple[date, date, bool]:
        """From which day to which, and whether by the day of payment."""
        chosen = self.cleaned_data if self.is_valid() else self.last_year()
        return chosen["ot"], chosen["do"], chosen["po"] == self.PAYMENT
