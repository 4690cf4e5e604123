"""The forms of the public pages."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from nssi.access.throttle import too_many_tries
from nssi.look.forms import PortalForm


class ApplicationStatusForm(PortalForm):
    """The number and the code with which anybody who has them sees the state of an application (P-05)."""

    NO_MATCH = _(
        "Няма заявление с този входящ номер и код за достъп. Проверете ги в съобщението, което получихте."
    )

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
        help_text=_("8\xa0знака – цифри и букви. Главните и малките букви са едно и също."),
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

    def refuse(self, until: datetime | None) -> None:
        """Say that nothing matches, or that tries are refused until a time."""
        self.add_error("registry_uid", too_many_tries(until) if until else self.NO_MATCH)
