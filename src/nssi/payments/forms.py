"""The form of this room: the receipt of a payment at the counter."""

from django import forms
from django.utils.translation import gettext_lazy as _

from nssi.look.forms import PortalForm


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
