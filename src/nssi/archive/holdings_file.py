"""The file from which holdings are imported: its columns, and what a row must be like. Pure.

CSV in UTF-8 with semicolons; the first line names the columns. A row is an insurer and one deposit of its documents; from
`kind` on all is empty where nothing was taken over yet. Several rows of one insurer are several deposits.
"""

import csv
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from nssi.archive.models import LONGEST_NAME, MOST_FORMER_NAMES, Deposit, identity_of
from nssi.archive.names import lexemes, name_key
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
        super().__init__(code)
        self.column, self.code, self.value = (
            column,
            code,
            _CONTROL.sub("\N{REPLACEMENT CHARACTER}", value)[:_SHOWN],
        )


@dataclass(frozen=True, slots=True)
class HoldingsRow:
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


@dataclass(frozen=True, slots=True)
class DepositRow:
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


def read_row(line: bytes, number: int, columns: tuple[str, ...], known: Known) -> HoldingsRow:
    """Return what a line says. Raises RowRefused where it cannot be taken."""
    cells = _cells(line)
    if len(cells) != len(columns):
        raise RowRefused("", "columns", str(len(cells)))
    row = dict(zip(columns, cells, strict=True))
    eik = row["eik"].replace(" ", "")
    if eik and not is_eik(eik):
        raise RowRefused("eik", "eik", eik)
    name = _text(row, "name", LONGEST_NAME)
    former = tuple(filter(None, (each.strip() for each in row["former_names"].split(BETWEEN_NAMES))))
    if len(former) > MOST_FORMER_NAMES or any(len(each) > LONGEST_NAME for each in former):
        raise RowRefused("former_names", "too_long", row["former_names"])
    seat, area = _text(row, "seat", 100), row["area"]
    if area not in known.areas:
        raise RowRefused("area", "area", area)
    key = name_key(name)
    if not key:
        raise RowRefused("name", "name", name)
    return HoldingsRow(
        line=number,
        eik=eik,
        name=name,
        former_names=former,
        seat=seat,
        area=area,
        identity=identity_of(eik, key, seat, area),
        name_key=key,
        words=frozenset(lexemes([name, *former], [seat, area])),
        deposit=_deposit(row, known),
    )


def _deposit(row: Mapping[str, str], known: Known) -> DepositRow | None:
    if not any(row[column] for column in COLUMNS[COLUMNS.index("kind") :]):
        return None
    if row["kind"] not in KINDS:
        raise RowRefused("kind", "kind", row["kind"])
    first, last = _value(row, "from", "month", _month), _value(row, "to", "month", _month)
    if not first.year >= EARLIEST or last > known.today:
        raise RowRefused("from" if first.year < EARLIEST else "to", "month_out_of_range", row["to"])
    if last < first:
        raise RowRefused("to", "ends_before_it_begins", row["to"])
    if row["place"] not in known.places:
        raise RowRefused("place", "place", row["place"])
    accepted_on = _value(row, "accepted_on", "day", date.fromisoformat)
    if not accepted_on.year >= EARLIEST or accepted_on > known.today:
        raise RowRefused("accepted_on", "day", row["accepted_on"])
    if len(row["shelf"]) > 60:
        raise RowRefused("shelf", "too_long", row["shelf"])
    return DepositRow(
        row["kind"], first, last, row["place"], row["shelf"], accepted_on, _text(row, "protocol", 60)
    )


def _cells(line: bytes) -> list[str]:
    if len(line) > LONGEST_LINE:
        raise RowRefused("", "too_long")
    try:
        text = line.decode().removeprefix("\ufeff").rstrip("\r\n")
    except UnicodeDecodeError:
        raise RowRefused("", "not_utf8") from None
    if _CONTROL.search(text):
        raise RowRefused("", "control_characters", text)
    if '"' not in text:
        return [cell.strip() for cell in _SPACES.sub(" ", text).split(";")]
    try:
        return [" ".join(cell.split()) for cell in next(csv.reader([text], delimiter=";", strict=True))]
    except csv.Error:
        raise RowRefused("", "quotes", text) from None


def _text(row: Mapping[str, str], column: str, longest: int) -> str:
    if not row[column]:
        raise RowRefused(column, "missing")
    if len(row[column]) > longest:
        raise RowRefused(column, "too_long", row[column])
    return row[column]


def _value(row: Mapping[str, str], column: str, code: str, read: Callable[[str], date]) -> date:
    try:
        return read(row[column])
    except ValueError:
        raise RowRefused(column, code if row[column] else "missing", row[column]) from None


@lru_cache(maxsize=4096)
def _month(text: str) -> date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
        raise ValueError("no month")
    return date(int(text[:4]), int(text[5:]), 1)
