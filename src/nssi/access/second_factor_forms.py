"""The forms of the second factor of officials, and of their accounts (O-01, A-01)."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from nssi.access.actions.replace_password import SAME
from nssi.access.logins import Refusal
from nssi.access.models import Official
from nssi.access.throttle import too_many_tries
from nssi.institution.models import CompetentBody
from nssi.look.forms import PasswordInput, PortalForm

WRONG_CODE = _("Кодът не е верен или вече е ползван. Въведете кода, който приложението показва сега.")
WRONG_PASSWORD = _("Паролата не е вярна")
WRONG_KEY = _("Ключът не беше разпознат. Опитайте отново или въведете код от приложението.")

_WEAK = {
    "password_too_short": _("Паролата трябва да има поне 12\xa0знака"),
    "password_too_common": _("Тази парола е сред най-често ползваните. Изберете друга."),
    "password_too_similar": _("Паролата прилича на името Ви. Изберете друга."),
}


class _Code(forms.CharField):
    """Six digits, typed with or without a space."""

    def __init__(self, label: Any) -> None:
        super().__init__(
            label=label,
            help_text=_("6\xa0цифри. Сменят се на всеки 30\xa0секунди."),
            max_length=20,
            widget=forms.TextInput(
                {"inputmode": "numeric", "autocomplete": "one-time-code", "class": "govuk-input--width-10"}
            ),
            error_messages={"required": _("Въведете код"), "max_length": _("Кодът има 6 цифри")},
        )

    def clean(self, value: Any) -> str:
        return "".join(str(super().clean(value)).split())


class CodeForm(PortalForm):
    """The code of the app."""

    code = _Code(_("Код от приложението"))

    def refuse(self, refusal: Refusal) -> None:
        """Say in the form why the code was refused."""
        self.add_error("code", too_many_tries(refusal.until) if refusal.until else WRONG_CODE)


class _NewPassword(forms.CharField):
    """A password that an official chooses."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Нова парола"),
            help_text=_("Поне 12\xa0знака. Дълга фраза се помни по-лесно от сложна дума."),
            max_length=200,
            strip=False,
            widget=PasswordInput({"autocomplete": "new-password"}),
            error_messages={"required": _("Въведете нова парола")},
        )


def _strong(password: str, official: Official) -> str:
    """Return the password. Raises ValidationError for a weak one."""
    try:
        validate_password(password, official)
    except ValidationError as weak:
        raise ValidationError([_WEAK[each.code or ""] for each in weak.error_list]) from None
    return password


class FirstLoginForm(CodeForm):
    """The first code of a new app, and a password of one's own where the present one is temporary."""

    password = _NewPassword()
    field_order = ("password", "code")

    def __init__(self, official: Official, *args: Any) -> None:
        super().__init__(*args)
        self.official = official
        if not official.password_is_temporary:
            del self.fields["password"]

    def clean_password(self) -> str:
        """Refuse weak passwords and the temporary one."""
        password = _strong(self.cleaned_data["password"], self.official)
        if self.official.check_password(password):
            raise ValidationError(SAME)
        return password


class _WithPassword(PortalForm):
    """What changes how an official logs in asks for the password again."""

    password = forms.CharField(
        label=_("Вашата парола"),
        max_length=200,
        strip=False,
        widget=PasswordInput(),
        error_messages={"required": _("Въведете парола")},
    )

    def refuse_password(self, refusal: Refusal) -> None:
        """Say in the form why the password was refused."""
        self.add_error("password", too_many_tries(refusal.until) if refusal.until else WRONG_PASSWORD)


class NewPasswordForm(_WithPassword):
    """A password in the place of the present one."""

    new_password = _NewPassword()
    field_order = ("password", "new_password")

    def __init__(self, official: Official, *args: Any) -> None:
        super().__init__(*args)
        self.official = official

    def clean_new_password(self) -> str:
        """Refuse weak passwords; whether it is the present one is told once that was given."""
        return _strong(self.cleaned_data["new_password"], self.official)


class RemoveKeyForm(_WithPassword):
    """The password, before a key is taken away."""


class NewAppForm(_WithPassword, CodeForm):
    """The first code of the app that replaces another."""

    field_order = ("password", "code")


class NewKeyForm(_WithPassword):
    """A name for a new key; what the browser answers for it comes with a script."""

    name = forms.CharField(
        label=_("Име на ключа"),
        help_text=_("За да го различавате, например „син, на връзката“."),
        max_length=50,
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-20"}),
        error_messages={"required": _("Въведете име на ключа"), "max_length": _("Името е до 50 знака")},
    )
    answer = forms.CharField(required=False, max_length=20_000, widget=forms.HiddenInput({"data-answer": ""}))
    field_order = ("name", "password", "answer")


class OfficialForm(PortalForm):
    """A new account."""

    TAKEN = _("Има служител с това потребителско име")

    username = forms.RegexField(
        r"^[a-z][a-z0-9.\-]*$",
        label=_("Потребителско име"),
        help_text=_("Малки латински букви, цифри, точка и тире."),
        max_length=50,
        widget=forms.TextInput(
            {
                "autocapitalize": "none",
                "spellcheck": "false",
                "autocomplete": "off",
                "class": "govuk-input--width-20",
            }
        ),
        error_messages={
            "required": _("Въведете потребителско име"),
            "invalid": _("Името започва с малка латинска буква и има само букви, цифри, точка и тире"),
            "max_length": _("Името е до 50 знака"),
        },
    )
    full_name = forms.CharField(
        label=_("Име и фамилия"),
        max_length=150,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": _("Въведете име и фамилия"), "max_length": _("Името е до 150 знака")},
    )
    role = forms.ChoiceField(
        label=_("Роля"),
        choices=[("", _("Изберете роля")), *Official.Role.choices],
        error_messages={"required": _("Изберете роля")},
    )
    body = forms.ModelChoiceField(
        CompetentBody.objects.order_by("label"),
        label=_("Място на работа"),
        required=False,
        to_field_name="code",
        empty_label=_("Централно управление"),
    )

    def clean_username(self) -> str:
        """Refuse a name that is taken."""
        username: str = self.cleaned_data["username"]
        if Official.objects.filter(username=username).exists():
            raise ValidationError(self.TAKEN)
        return username

    def clean(self) -> dict[str, Any]:
        """Only an administrator works in no body."""
        cleaned = self.cleaned_data
        if cleaned.get("role", "") not in ("", Official.Role.ADMINISTRATOR) and not cleaned.get("body"):
            self.add_error("body", _("Изберете поделението, в което работи служителят"))
        return cleaned
