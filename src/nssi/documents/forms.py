"""The form of the public check."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from nssi.access.throttle import too_many_tries
from nssi.look.forms import PortalForm


class CheckForm(PortalForm):
    """The number and the code that stand in an issued document."""

    NO_MATCH = _(
        "Няма издаден документ с този номер и код. Сверете ги с документа. "
        "Ако са изписани точно така, документът не е издаден от НОИ."
    )

    number = forms.CharField(
        label=_("Изходящ номер"),
        help_text=_("Стои в началото на документа, например 1001-000123-22.11.2026"),
        max_length=60,
        error_messages={"required": _("Въведете изходящ номер"), "max_length": NO_MATCH},
        widget=forms.TextInput(
            {"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-20 nssi-code"}
        ),
    )
    code = forms.CharField(
        label=_("Код за проверка"),
        help_text=_("8\xa0знака – стоят в края на документа, до QR кода"),
        max_length=40,
        error_messages={"required": _("Въведете код за проверка"), "max_length": NO_MATCH},
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
        self.add_error("number", too_many_tries(until) if until else self.NO_MATCH)
