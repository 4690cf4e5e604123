"""The УРИ, the unique registry identifier of a document: register index, number, day. Pure."""

import re
from dataclasses import dataclass
from datetime import date

_WRITTEN = re.compile(r"([0-9]{4})-([0-9]{1,9})-([0-9]{2})\.([0-9]{2})\.([0-9]{4})")
_DASHES = re.compile(r"[‐‑‒–—―−]")
_ENDING = re.compile(r"г\.?$", re.IGNORECASE)


@dataclass(frozen=True)
class RegistryUid:
    """A registry identifier. Its text is `1001-000123-22.11.2026`; a number may grow beyond six digits."""

    index: str
    number: int
    on: date

    def __str__(self) -> str:
        return f"{self.index}-{self.number:06d}-{self.on:%d.%m.%Y}"

    @classmethod
    def parse(cls, text: str) -> "RegistryUid":
        """Read an identifier as people type it: any dashes and spaces, leading zeros left out, „г.“ at the end.

        Raises ValueError for anything else.
        """
        typed = _ENDING.sub("", _DASHES.sub("-", "".join(text.split())))
        if not (match := _WRITTEN.fullmatch(typed)):
            raise ValueError("not a registry identifier")
        index, number, day, month, year = match.groups()
        return cls(index, int(number), date(int(year), int(month), int(day)))
