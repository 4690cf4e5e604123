"""The forms with which a person opens a document by codes."""

from datetime import datetime, timedelta
from math import ceil

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from nssi.foundation import clock
from nssi.look.forms import PortalForm


class AccessCodeForm(PortalForm):
    """The access code of the application."""

    NO_MATCH = _(
        "Кодът за достъп не е този на заявлението. Проверете го в съобщението, с което го получихте."
    )

    access_code = forms.CharField(
        label=_("Код за достъп"),
        help_text=_("8\xa0знака – цифри и букви, от съобщението за заведеното заявление"),
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
        """Say that the code does not match, or that tries are refused until a time."""
        self.add_error("access_code", _too_many(until) if until else self.NO_MATCH)


class OneTimeCodeForm(PortalForm):
    """The code that was sent by e-mail."""

    NO_MATCH = _("Кодът не е последният, който изпратихме, или вече не важи. Поискайте нов.")

    code = forms.CharField(
        label=_("Еднократен код"),
        help_text=_("6\xa0цифри, от съобщението, което изпратихме"),
        max_length=20,
        error_messages={"required": _("Въведете еднократния код"), "max_length": NO_MATCH},
        widget=forms.TextInput(
            {
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "spellcheck": "false",
                "class": "govuk-input--width-10 nssi-code",
            }
        ),
    )

    def refuse(self) -> None:
        """Say that the code does not open the document."""
        self.add_error("code", self.NO_MATCH)


def _too_many(until: datetime) -> str:
    minutes = max(1, ceil((until - clock.now()) / timedelta(minutes=1)))
    return ngettext(
        "Твърде много опити. Опитайте след %(minutes)s\xa0минута.",
        "Твърде много опити. Опитайте след %(minutes)s\xa0минути.",
        minutes,
    ) % {"minutes": minutes}
