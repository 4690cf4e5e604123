"""What of a wrong value may be shown in a protocol: enough to find it in the file, and nobody's number or name."""

import re

from nssi.insurance.form_1.layout import FIELDS, IDENTIFIER, ROW, Kind
from nssi.people.identifiers import mask

MOST_SHOWN = 40
_LONG_NUMBER = re.compile(r"\d{10}")


def masked(field: int, text: str) -> str:
    """Return the value of a field as a protocol shows it."""
    if field == ROW:
        return ""
    if FIELDS[field - 1].kind is Kind.NAME:
        return "•" * min(len(text), MOST_SHOWN)
    if field == IDENTIFIER:
        return mask(text)[-MOST_SHOWN:] if len(text) > 4 else "•" * len(text)
    return _LONG_NUMBER.sub(lambda number: mask(number[0]), text)[:MOST_SHOWN]
