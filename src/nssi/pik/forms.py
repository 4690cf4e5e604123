"""The one thing that is typed in the procedure: the phone."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from nssi.look.forms import PortalForm
from nssi.pik.failures import F01, F02, Failure
from nssi.signing.phones import normalise_phone


class PhoneForm(PortalForm):
    """The phone whose registration is checked; it cleans to +359 and nine digits."""

    phone = forms.CharField(
        label=_("Номер на мобилен телефон"),
        help_text=_("Пример: +359\u00a0888\u00a0123\u00a0456 или 0888\u00a0123\u00a0456"),
        max_length=40,
        error_messages={"required": _(F01.text), "max_length": _(F02.text)},
        widget=forms.TextInput(
            {"type": "tel", "autocomplete": "tel", "inputmode": "tel", "class": "govuk-input--width-20"}
        ),
    )

    def clean_phone(self) -> str:
        phone = normalise_phone(self.cleaned_data["phone"])
        if phone is None:
            raise ValidationError(_(F02.text))
        return phone

    @classmethod
    def refused(cls, phone: str, failure: Failure) -> "PhoneForm":
        """Return the form as it was sent with `phone`, with what came of it at the field (F03-F06)."""
        form = cls({"phone": phone})
        form.full_clean()
        form.add_error("phone", failure.tell(1))
        return form
