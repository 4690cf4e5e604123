"""Columns that keep numbers of persons and insurers: digits with their leading zeros, in eight bytes."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

MOST_DIGITS = 17


def pack(digits: str) -> int:
    """Return digits as the whole number that is stored: a 1 in front keeps leading zeros. Raises ValueError."""
    if not (digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS):
        raise ValueError("digits are expected")
    return int(f"1{digits}")


def unpack(stored: int) -> str:
    """Return the digits that `pack` made `stored` of."""
    return str(stored)[1:]


class DigitsField(models.BigIntegerField):  # type: ignore[type-arg]
    """A number that identifies (ЕГН, ЕИК …): a `str` of digits in Python, `pack`ed in the database."""

    description = "digits"

    def from_db_value(self, value: int | None, expression: Any, connection: Any) -> str | None:
        """Return the digits."""
        return None if value is None else unpack(value)

    def to_python(self, value: Any) -> Any:
        """Return the digits as text."""
        if value is None or isinstance(value, str):
            return value
        raise ValidationError("digits are expected")

    def get_prep_value(self, value: Any) -> Any:
        """Return what is stored. Raises ValueError for what is no digits."""
        return value if value is None or hasattr(value, "resolve_expression") else pack(str(value))
