"""The forms of the public pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nssi.look.forms import PortalForm


class ApplicationStatusForm(PortalForm):
    """The number and the code with which anybody who has them sees the state of an application (P-05)."""

    NO_MATCH = _(
        "Няма заявление с този входящ номер и код за достъп. Проверете ги в съобщението, което получихте."
    )
    TOO_MANY = _("Твърде много опити. Опитайте след 15\u00a0минути.")

    registry_uid = forms.CharField(
        label=_("УРИ"),
        help_text=_("Входящият номер от съобщението, например 1001-000123-22.11.2026"),
        max_length=60,
        error_messages={"required": _("Въведете УРИ"), "max_length": NO_MATCH},
        widget=forms.TextInput(
            {"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-20 nssi-code"}
        ),
    )
    access_code = forms.CharField(
        label=_("Код за достъп"),
        help_text=_("8 знака – цифри и букви. Главните и малките букви са едно и също."),
        max_length=40,
        error_messages={"required": _("Въведете код за достъп"), "max_length": NO_MATCH},
        widget=forms.TextInput(
            {
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "govuk-input--width-10 nssi-code",
            }
        ),
    )

    def refuse(self, text: Any) -> None:
        """Show `text` as what is wrong with the two fields together."""
        self.add_error(None, text)
