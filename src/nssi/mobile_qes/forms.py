"""The one thing that is typed: the phone."""

from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from nssi.access.throttle import too_many_tries
from nssi.look.forms import PortalForm
from nssi.signing.phones import normalise_phone

_WRONG = _("Въведете български мобилен номер, например 0888\u00a0123\u00a0456")


class PhoneForm(PortalForm):
    """The phone with the mobile QES; it cleans to +359 and nine digits."""

    phone = forms.CharField(
        label=_("Номер на мобилен телефон"),
        help_text=_("Номерът, с който сте регистрирани в приложението"),
        max_length=40,
        error_messages={"required": _("Въведете номер на мобилен телефон"), "max_length": _WRONG},
        widget=forms.TextInput(
            {"type": "tel", "autocomplete": "tel", "inputmode": "tel", "class": "govuk-input--width-20"}
        ),
    )

    def clean_phone(self) -> str:
        phone = normalise_phone(self.cleaned_data["phone"])
        if phone is None:
            raise ValidationError(_WRONG)
        return phone

    def refuse(self, until: datetime) -> None:
        """Say that tries are refused until a time."""
        self.add_error("phone", too_many_tries(until))
