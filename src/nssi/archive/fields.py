"""Fields of the archive's forms: a month, a place where documents are kept, an ЕИК, several names."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from nssi.archive.models import LONGEST_NAME, MOST_FORMER_NAMES
from nssi.archive.queries import places
from nssi.foundation import clock
from nssi.people.eik import is_eik

_MONTH = re.compile(r"(?:([0-9]{1,2})[.\-/ ]+)?([0-9]{4})(?:\s*г\.?)?")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\ufeff]+")


class PlainTextField(forms.CharField):
    """A line of text: signs that are not seen become spaces, and several spaces one."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(_UNSEEN.sub(" ", value) if isinstance(value, str) else value)
        return " ".join((text or "").split())


class EikField(PlainTextField):
    """An ЕИК or БУЛСТАТ, with or without spaces; it may be empty where it is not required."""

    widget = forms.TextInput(
        {"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-10 nssi-code"}
    )
    default_error_messages = {
        "invalid": _("Въведете ЕИК или БУЛСТАТ от 9 или 13\xa0цифри, без грешка в тях"),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, **kwargs)
        self.error_messages["max_length"] = self.error_messages["invalid"]

    def clean(self, value: Any) -> str:
        number = "".join(super().clean(value).split())
        if number and not is_eik(number):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return number


class NamesField(forms.CharField):
    """Several names, one a line; it cleans to their list."""

    widget = forms.Textarea({"rows": 4, "autocomplete": "off"})
    default_error_messages = {
        "too_many": _("Имената могат да са до %(most)d"),
        "too_long": _("Всяко име може да е до %(longest)d\xa0знака"),
    }

    def clean(self, value: Any) -> list[str]:
        names = [" ".join(_UNSEEN.sub(" ", line).split()) for line in super().clean(value).splitlines()]
        names = list(dict.fromkeys(filter(None, names)))
        if len(names) > MOST_FORMER_NAMES:
            raise ValidationError(self.error_messages["too_many"] % {"most": MOST_FORMER_NAMES})
        if any(len(name) > LONGEST_NAME for name in names):
            raise ValidationError(self.error_messages["too_long"] % {"longest": LONGEST_NAME})
        return names

    def prepare_value(self, value: Any) -> Any:
        """Show a list of names as lines."""
        return "\n".join(value) if isinstance(value, list) else value


class MonthField(PlainTextField):
    """A month as „03.1975“, or a year alone, which is its first or its last month; it cleans to the first day of the month."""

    widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-5"})
    default_error_messages = {
        "invalid": _("Въведете месец и година, например 03.1975, или само година"),
        "range": _("Въведете месец след 1900\xa0г., който не е в бъдещето"),
    }

    def __init__(self, *, alone: int, **kwargs: Any) -> None:
        super().__init__(max_length=12, **kwargs)
        self.alone = alone
        self.error_messages["max_length"] = self.error_messages["invalid"]

    def clean(self, value: Any) -> date:
        typed = _MONTH.fullmatch(super().clean(value))
        month = int(typed[1] or self.alone) if typed else 0
        if typed is None or not 1 <= month <= 12:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        year = int(typed[2])
        if not typed[1] and year == clock.today().year:
            month = min(month, clock.today().month)
        if year < 1900 or date(year, month, 1) > clock.today():
            raise ValidationError(self.error_messages["range"], code="range")
        return date(year, month, 1)

    def prepare_value(self, value: Any) -> Any:
        """Show a month as it is typed."""
        return f"{value:%m.%Y}" if isinstance(value, date) else value


class PlaceField(forms.ChoiceField):
    """Where documents are kept: a local office or a regional archive centre; it cleans to the code of the body."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=lambda: [("", "—"), *((place.code, place.label) for place in places())], **kwargs
        )
