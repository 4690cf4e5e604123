"""The file from which holdings are imported: its columns, and what a row must be like. Pure.

CSV in UTF-8 with semicolons; the first line names the columns. A row is an insurer and one deposit of its documents; from
`kind` on all is empty where nothing was taken over yet. Several rows of one insurer are several deposits.
"""

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from nssi.archive.models import LONGEST_NAME, MOST_FORMER_NAMES, Deposit, identity_of
from nssi.archive.names import key_and_lexemes
from nssi.look.typography import NBSP
from nssi.people.eik import is_eik

COLUMNS = (
    "eik", "name", "former_names", "seat", "area", "kind", "from", "to", "place", "shelf", "accepted_on", "protocol",
)  # fmt: skip
BETWEEN_NAMES = "|"
LONGEST_LINE = 16_000
"""Bytes; a longer line is no row."""

EARLIEST = 1900
KINDS = frozenset(Deposit.Kind.values)

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028\u2029\ufeff]")
_SPACES = re.compile(r"[\s\u00a0]{2,}|\u00a0")
_SHOWN = 60  # characters of a value in the protocol


class RowRefused(Exception):  # noqa: N818 – an answer, no error of ours
    """A row cannot be taken as it is: the column, the code of why (see `errors.py`), and what stands there."""

    def __init__(self, column: str, code: str, value: str = "") -> None:
        super().__init__(column, code, value)
        self.column, self.code, self.value = (
            column,
            code,
            _CONTROL.sub("\N{REPLACEMENT CHARACTER}", value)[:_SHOWN],
        )


class HoldingsRow(NamedTuple):
    """A row that was read and checked: the insurer, what it is known and found by, and its deposit (without one, None)."""

    line: int
    eik: str
    name: str
    former_names: tuple[str, ...]
    seat: str
    area: str
    identity: str
    name_key: str
    words: frozenset[str]
    deposit: "DepositRow | None"


class DepositRow(NamedTuple):
    """The deposit of a row; months by their first days."""

    kind: str
    first_month: date
    last_month: date
    place: str
    shelf: str
    accepted_on: date
    protocol: str


@dataclass(frozen=True)
class Known:
    """What a row may name: the areas, the places where documents are kept by code, and the day it is."""

    areas: frozenset[str]
    places: frozenset[str]
    today: date


def columns_of(line: bytes) -> tuple[str, ...] | None:
    """Return the columns that the first line of a file names; None where it is not the first line of such a file."""
    try:
        named = tuple(cell.strip().lower() for cell in _cells(line))
    except RowRefused:
        return None
    return named if sorted(named) == sorted(COLUMNS) else None


class Reader:
    """Reads the lines of a file whose columns stand in this order."""

    def __init__(self, columns: Sequence[str], known: Known) -> None:
        self._in_order = itemgetter(*(columns.index(column) for column in COLUMNS))
        self._known = known

    def read(self, line: bytes, number: int) -> HoldingsRow:
        """Return what a line says. Raises RowRefused where it cannot be taken."""
        cells = _cells(line)
        if len(cells) != len(COLUMNS):
            raise RowRefused("", "columns", str(len(cells)))
        eik, name, former_names, seat, area, *deposit = self._in_order(cells)
        eik = eik.replace(" ", "")
        if eik and not is_eik(eik):
            raise RowRefused("eik", "eik", eik)
        _limit("name", name, LONGEST_NAME)
        former = tuple(filter(None, map(str.strip, former_names.split(BETWEEN_NAMES))))
        if len(former) > MOST_FORMER_NAMES or max(map(len, former), default=0) > LONGEST_NAME:
            raise RowRefused("former_names", "too_long", former_names)
        _limit("seat", seat, 100)
        if area not in self._known.areas:
            raise RowRefused("area", "area", area)
        key, words = key_and_lexemes((name, *former), (seat, area))
        if not key:
            raise RowRefused("name", "name", name)
        held = self._deposit(*deposit) if any(deposit) else None
        return HoldingsRow(
            number, eik, name, former, seat, area, identity_of(eik, key, seat, area), key, words, held
        )

    def _deposit(
        self, kind: str, since: str, until: str, place: str, shelf: str, accepted: str, protocol: str
    ) -> DepositRow:
        if kind not in KINDS:
            raise RowRefused("kind", "kind", kind)
        first, last = _value("from", since, "month", _month), _value("to", until, "month", _month)
        if first.year < EARLIEST or last > self._known.today:
            raise RowRefused("from" if first.year < EARLIEST else "to", "month_out_of_range", until)
        if last < first:
            raise RowRefused("to", "ends_before_it_begins", until)
        if place not in self._known.places:
            raise RowRefused("place", "place", place)
        accepted_on = _value("accepted_on", accepted, "day", date.fromisoformat)
        if accepted_on.year < EARLIEST or accepted_on > self._known.today:
            raise RowRefused("accepted_on", "day", accepted)
        if len(shelf) > 60:
            raise RowRefused("shelf", "too_long", shelf)
        _limit("protocol", protocol, 60)
        return DepositRow(kind, first, last, place, shelf, accepted_on, protocol)


def _cells(line: bytes) -> list[str]:
    if len(line) > LONGEST_LINE:
        raise RowRefused("", "too_long")
    try:
        text = line.decode().removeprefix("\ufeff").rstrip("\r\n")
    except UnicodeDecodeError:
        raise RowRefused("", "not_utf8") from None
    if not text.isprintable() and _CONTROL.search(text):
        raise RowRefused("", "control_characters", text)
    if '"' not in text:
        if "  " in text or NBSP in text:
            text = _SPACES.sub(" ", text)
        return [cell.strip() for cell in text.split(";")]
    try:
        return [" ".join(cell.split()) for cell in next(csv.reader([text], delimiter=";", strict=True))]
    except csv.Error:
        raise RowRefused("", "quotes", text) from None


def _limit(column: str, value: str, longest: int) -> None:
    if not value:
        raise RowRefused(column, "missing")
    if len(value) > longest:
        raise RowRefused(column, "too_long", value)


def _value(column: str, value: str, code: str, read: Callable[[str], date]) -> date:
    try:
        return read(value)
    except ValueError:
        raise RowRefused(column, code if value else "missing", value) from None


@lru_cache(maxsize=4096)
def _month(text: str) -> date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
        raise ValueError("no month")
    return date(int(text[:4]), int(text[5:]), 1)
