"""The forms of the two logins."""

from datetime import datetime, timedelta
from math import ceil

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from nssi.access.logins import Reason, Refusal
from nssi.foundation import clock
from nssi.look.forms import PasswordInput, PortalForm


class PikLoginForm(PortalForm):
    """ЕГН or ЛНЧ, and the PIK. Whether they are right is said once for both."""

    number = forms.CharField(
        label=_("ЕГН или ЛНЧ"),
        max_length=40,
        widget=forms.TextInput(
            {
                "inputmode": "numeric",
                "autocomplete": "username",
                "spellcheck": "false",
                "class": "govuk-input--width-10",
            }
        ),
        error_messages={"required": _("Въведете ЕГН или ЛНЧ"), "max_length": _("ЕГН и ЛНЧ имат 10 цифри")},
    )
    pik = forms.CharField(
        label=_("ПИК"),
        max_length=40,
        help_text=_("10\xa0знака – цифри и главни латински букви. ПИК на НАП (12\xa0цифри) не важи тук."),
        widget=PasswordInput({"autocapitalize": "characters"}),
        error_messages={"required": _("Въведете ПИК"), "max_length": _("ПИК има 10 знака")},
    )

    def refuse(self, refusal: Refusal) -> None:
        """Say in the form why the login was refused."""
        if refusal.reason is Reason.NRA_PIK:
            self.add_error("pik", _("Това е ПИК на НАП. За вход тук е нужен ПИК, издаден от НОИ."))
        elif refusal.until:
            self.add_error("number", _stopped(refusal.until))
        else:
            self.add_error("number", _("Грешно ЕГН/ЛНЧ или ПИК. Проверете ги и опитайте отново."))


class OfficialLoginForm(PortalForm):
    """User name and password of an official."""

    username = forms.CharField(
        label=_("Потребителско име"),
        max_length=50,
        widget=forms.TextInput(
            {
                "autocomplete": "username",
                "autocapitalize": "none",
                "spellcheck": "false",
                "class": "govuk-input--width-20",
            }
        ),
        error_messages={"required": _("Въведете потребителско име")},
    )
    password = forms.CharField(
        label=_("Парола"),
        max_length=200,
        strip=False,
        widget=PasswordInput(),
        error_messages={"required": _("Въведете парола")},
    )

    def refuse(self, refusal: Refusal) -> None:
        """Say in the form why the login was refused."""
        if refusal.until:
            self.add_error("username", _stopped(refusal.until))
        else:
            self.add_error(
                "username", _("Грешно потребителско име или парола. Проверете ги и опитайте отново.")
            )


def _stopped(until: datetime) -> str:
    minutes = max(1, ceil((until - clock.now()) / timedelta(minutes=1)))
    return ngettext(
        "Входът е спрян за %(minutes)s\xa0минута.", "Входът е спрян за %(minutes)s\xa0минути.", minutes
    ) % {"minutes": minutes}
