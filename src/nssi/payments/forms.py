"""The forms of this room: a price of the tariff, the receipt of a payment at the counter."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from nssi.look.forms import DateField, PortalForm
from nssi.payments.tariff import fee_names

LARGEST_PRICE = 100_000  # euro cents


class PriceField(forms.CharField):
    """A price in euro as „2,50“; it cleans to cents."""

    widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off", "class": "govuk-input--width-5"})
    default_error_messages = {"invalid": _("Въведете цена в евро, например 2,50")}

    def clean(self, value: Any) -> int:
        typed = str(super().clean(value)).replace(" ", "").replace(",", ".")
        try:
            cents = Decimal(typed) * 100
        except InvalidOperation:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        if not cents.is_finite() or cents != cents.to_integral_value() or not 0 < cents <= LARGEST_PRICE:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(cents)


class TariffPriceForm(PortalForm):
    """What a fee costs from a day on."""

    name = forms.ChoiceField(
        label=_("За какво"), error_messages={"required": _("Изберете за какво е таксата")}
    )
    since = DateField(label=_("От коя дата"), error_messages={"required": _("Въведете от коя дата е цената")})
    cents = PriceField(
        label=_("Цена в евро"),
        max_length=20,
        error_messages={
            "required": _("Въведете цената"),
            "max_length": _("Въведете цена в евро, например 2,50"),
        },
    )
    act = forms.CharField(
        label=_("Акт"),
        help_text=_("Тарифата или заповедта, с която е определена цената"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={
            "required": _("Въведете акта, с който е определена цената"),
            "max_length": _("Текстът може да е до %(limit_value)d\xa0знака, а е %(show_value)d"),
        },
    )
    verified = forms.BooleanField(label=_("Цената е прочетена в самия акт"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["name"]
        field.choices = [("", "—"), *fee_names().items()]


class CounterPaymentForm(PortalForm):
    """The receipt by which a fee was paid at the counter."""

    receipt_number = forms.CharField(
        label=_("Номер на касовата бележка или квитанцията"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-20"}),
        error_messages={
            "required": _("Въведете номера на документа за плащане"),
            "max_length": _("Текстът може да е до %(limit_value)d\xa0знака, а е %(show_value)d"),
        },
    )
