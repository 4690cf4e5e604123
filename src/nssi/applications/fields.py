"""Fields that the forms of many services ask for: names and numbers, phone, e-mail, address, whom it is addressed to."""

import re
from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from nssi.foundation import clock
from nssi.institution.queries import archive_centres, is_offered, local_office, offered_local_offices
from nssi.look.forms import LongList
from nssi.people.identifiers import normalise

_IN_BULGARIA, _MOBILE_DIGITS = 359, 9


def _written(number: phonenumbers.PhoneNumber) -> str:
    """Return the number as people here write it: mobile ones in threes, which the library does not do."""
    digits = str(number.national_number)
    is_mobile = phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE
    if number.country_code == _IN_BULGARIA and is_mobile and len(digits) == _MOBILE_DIGITS:
        return f"+359 {digits[:3]} {digits[3:6]} {digits[6:]}"
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


class PhoneField(forms.CharField):
    """A phone number as people type it, Bulgarian unless it begins with +. It cleans to „+359 888 123 456“."""

    widget = forms.TextInput({"type": "tel", "autocomplete": "tel", "class": "govuk-input--width-20"})
    default_error_messages = {
        "required": _("Въведете телефон"),
        "invalid": _("Въведете телефон като 0888 123 456 или +359 2 123 4567"),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)
        self.error_messages["max_length"] = self.error_messages["invalid"]

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        if typed in self.empty_values:
            return ""
        try:
            number = phonenumbers.parse(typed, "BG")
        except phonenumbers.NumberParseException:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        if not phonenumbers.is_valid_number(number) or number.extension:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return _written(number)


class MailField(forms.EmailField):
    """An e-mail address."""

    widget = forms.EmailInput({"autocomplete": "email", "spellcheck": "false"})
    default_error_messages = {
        "required": _("Въведете e-mail адрес"),
        "invalid": _("Въведете e-mail адрес във вида name@example.bg"),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=254, **kwargs)
        self.error_messages["max_length"] = self.error_messages["invalid"]


class AddressField(forms.CharField):
    """A postal address in a few lines: place, street and number, post code."""

    widget = forms.Textarea({"rows": 3, "autocomplete": "street-address"})
    default_error_messages = {
        "required": _("Въведете адрес"),
        "min_length": _("Въведете пълния адрес: населено място, улица и номер"),
        "max_length": _("Адресът може да е до %(limit_value)d\u00a0знака, а е %(show_value)d"),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_length=10, max_length=400, **kwargs)

    def to_python(self, value: Any) -> str:
        lines = (" ".join(line.split()) for line in (super().to_python(value) or "").splitlines())
        return "\n".join(line for line in lines if line)


class NameField(forms.CharField):
    """One of a person's names."""

    widget = forms.TextInput({"autocomplete": "off", "spellcheck": "false"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=100, **kwargs)
        self.error_messages["max_length"] = _(
            "Името може да е до %(limit_value)d\u00a0знака, а е %(show_value)d"
        )


class PersonalNumberField(forms.CharField):
    """The personal number of somebody else, as typed; it cleans to its ten digits. The form checks it by its kind."""

    widget = forms.TextInput(
        {"autocomplete": "off", "inputmode": "numeric", "class": "govuk-input--width-10 nssi-code"}
    )
    default_error_messages = {
        "required": _("Въведете личния номер"),
        "invalid": _("Въведете 10\u00a0цифри"),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)
        self.error_messages["max_length"] = self.error_messages["invalid"]

    def clean(self, value: Any) -> str:
        number = normalise(super().clean(value))
        if number and not re.fullmatch("[0-9]{10}", number):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return number


class IbanField(forms.CharField):
    """The number of a bank account, typed with or without spaces. It cleans to capitals and digits without spaces.

    Any country's is taken, for a payer in euro may not ask for an account at home (Regulation (EU) No 260/2012, Art. 9).
    """

    widget = forms.TextInput(
        {"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-30 nssi-code"}
    )
    default_error_messages = {
        "required": _("Въведете IBAN на сметката"),
        "invalid": _("Проверете IBAN: в него има грешка"),
        "length": _("IBAN на сметка в България има 22\u00a0знака"),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=60, **kwargs)
        self.error_messages["max_length"] = self.error_messages["invalid"]

    def clean(self, value: Any) -> str:
        iban = re.sub(r"[\s-]", "", super().clean(value)).upper()
        if iban.startswith("BG") and len(iban) != 22:
            raise ValidationError(self.error_messages["length"], code="length")
        if iban and not _is_iban(iban):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return iban


def _is_iban(text: str) -> bool:
    """Check the two digits after the country: with them, the whole leaves 1 when divided by 97 (ISO 13616)."""
    if not re.fullmatch("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}", text):
        return False
    return int("".join(str(int(sign, 36)) for sign in text[4:] + text[:4])) % 97 == 1


class LocalOfficeField(forms.ChoiceField):
    """One of the local offices. It cleans to the two-digit code."""

    widget = LongList
    default_error_messages = {
        "required": _("Изберете териториално поделение (ТП)"),
        "invalid_choice": _("Изберете териториално поделение (ТП) от списъка"),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=_office_choices, **kwargs)

    def valid_value(self, value: Any) -> bool:
        """Look the code up, instead of going through the whole list."""
        return is_offered(str(value))

    def label_of(self, value: str) -> str:
        """Return how the office with this code is read."""
        office = local_office(value)
        return office.label if office else value


class ArchiveBodyField(forms.ChoiceField):
    """A local office or a regional archive centre. It cleans to the code of the body."""

    widget = LongList
    default_error_messages = {
        "required": _("Изберете ТП или регионален архивен център"),
        "invalid_choice": _("Изберете ТП или регионален архивен център от списъка"),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=_archive_body_choices, **kwargs)


def _archive_body_choices() -> list[tuple[Any, Any]]:
    centres = [(body.code, body.label) for body in archive_centres(clock.today())]
    offices = [(office.code, office.label) for office in offered_local_offices()]
    return [
        ("", _("Изберете")),
        (_("Регионални архивни центрове"), centres),
        (_("Териториални поделения"), offices),
    ]


def _office_choices() -> list[tuple[str, Any]]:
    return [("", _("Изберете ТП")), *((office.code, office.label) for office in offered_local_offices())]
