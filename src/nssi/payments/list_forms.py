"""What officials are asked for about payments of benefits."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from nssi.foundation import clock
from nssi.institution.parameters import current_parameters
from nssi.law.calendar import Month
from nssi.look.forms import DateField, PortalForm, Radios
from nssi.payments.models import PaymentReturn

MONTHS_BACK = 12


class DrawUpForm(PortalForm):
    """Up to which month is paid: one that is over, for a benefit is paid in the month after (Art. 54v(1))."""

    month = forms.ChoiceField(
        label=_("До кой месец се плаща"),
        help_text=_("Плаща се и каквото не е платено за по-ранни месеци."),
        error_messages={"required": _("Изберете месец"), "invalid_choice": _("Изберете месец от списъка")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        this = Month.of(clock.today())
        choices = [
            (str(month), month.told) for month in (this.plus(-back) for back in range(1, MONTHS_BACK + 1))
        ]
        field: Any = self.fields["month"]
        field.choices = choices

    def clean_month(self) -> date:
        """Return the first day of the month."""
        year, month = str(self.cleaned_data["month"]).split("-")
        return date(int(year), int(month), 1)


class ApproveForm(PortalForm):
    """On which day the list is paid."""

    pay_on = DateField(
        label=_("Кога се плаща"),
        help_text=_("Работен ден, днес или по-късно"),
        error_messages={"required": _("Въведете деня на плащане")},
    )

    def clean_pay_on(self) -> date:
        """Refuse a day that is over, or on which banks do not work."""
        day: date = self.cleaned_data["pay_on"]
        if day < clock.today() or not current_parameters().calendar.is_working(day):
            raise ValidationError(_("Изберете работен ден, който не е минал"))
        return day


class ReturnForm(PortalForm):
    """When a payment came back, and what the bank says."""

    returned_on = DateField(
        label=_("Кога се върна"), error_messages={"required": _("Въведете кога се върна плащането")}
    )
    why = forms.ChoiceField(
        label=_("Причина по съобщението на банката"),
        choices=PaymentReturn.Why.choices,
        widget=Radios,
        error_messages={"required": _("Изберете причината")},
    )


class FindPaymentForm(PortalForm):
    """The registration number by which payments are looked up."""

    nomer = forms.CharField(
        label=_("Номер на регистрацията"),
        max_length=30,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-20 nssi-code"}),
    )
