"""Personal numbers: their kinds, their checksums, how they are typed and how they are shown. Pure."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What kind a personal number is of. One number can satisfy the checks of several kinds: keep the kind with it."""

    EGN = "egn"
    """ЕГН: ten digits, the first six say the date of birth."""

    LNCH = "lnch"
    """ЛНЧ, the personal number of a foreigner: ten digits."""

    NRA_NUMBER = "nra_number"
    """Служебен номер от регистъра на НАП: ten digits."""


_WEIGHTS = {
    Kind.EGN: (2, 4, 8, 5, 10, 9, 7, 3, 6),
    Kind.LNCH: (21, 19, 17, 13, 11, 9, 7, 3, 1),
    Kind.NRA_NUMBER: (4, 3, 2, 7, 6, 5, 4, 3, 2),
}
_BETWEEN_DIGITS = re.compile(r"[\s\-‐‑–—]+")


@dataclass(frozen=True, repr=False)
class PersonalNumber:
    """A number with its kind, typed by somebody and checked against nothing but its own digits. As text it is masked."""

    kind: Kind
    number: str

    def __str__(self) -> str:
        return mask(self.number)


def normalise(text: str) -> str:
    """Return a typed number without spaces and dashes. What is no number stays as it is, for `is_valid` to refuse."""
    return _BETWEEN_DIGITS.sub("", text)


def is_valid(kind: Kind, number: str) -> bool:
    """Return whether `number` (ten digits, normalised) passes the check of its kind."""
    if not re.fullmatch(r"[0-9]{10}", number):
        return False
    if kind is Kind.EGN and birth_date(number) is None:
        return False
    return int(number[9]) == _check_digit(kind, number)


def kinds_of(number: str) -> tuple[Kind, ...]:
    """Return every kind whose check `number` passes; none for a wrong number."""
    return tuple(kind for kind in Kind if is_valid(kind, number))


def mask(number: str) -> str:
    """Return the number as it is shown where it need not be read: `••••••1234`."""
    return "•" * (len(number) - 4) + number[-4:]


def birth_date(egn: str) -> date | None:
    """Return the date in the first six digits: 20 is added to the month of those born before 1900, 40 from 2000 on."""
    year, month, day = int(egn[:2]), int(egn[2:4]), int(egn[4:6])
    century, month = (
        (1800, month - 20) if 20 < month <= 32 else (2000, month - 40) if month > 40 else (1900, month)
    )
    try:
        return date(century + year, month, day)
    except ValueError:
        return None


def is_of_a_woman(egn: str) -> bool:
    """Return what the ninth digit says: odd for women, even for men."""
    return int(egn[8]) % 2 == 1


def _check_digit(kind: Kind, number: str) -> int:
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS[kind], number, strict=False))
    match kind:
        case Kind.EGN:
            return total % 11 % 10
        case Kind.LNCH:
            return total % 10
        case Kind.NRA_NUMBER:
            return (11 - total) % 11  # ten is the check of no number
