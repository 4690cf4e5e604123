"""The list of the postal operator: which letters left, were received or came back, as a table of officials."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

COLUMNS = ("изх. номер", "номер на пратката", "предадена", "получена", "върната", "причина")
LARGEST = 1_000_000  # bytes


class NotAList(Exception):  # noqa: N818 – an answer, no error of ours
    """The file is no such table; the text says what to do."""


@dataclass(frozen=True)
class Line:
    """One line of the list: the document's number, the number of the item, and its days; `number` counts from 2."""

    number: int
    outgoing_number: str
    item: str
    posted_on: date | None
    received_on: date | None
    returned_on: date | None
    reason: str


@dataclass(frozen=True)
class BadLine:
    """A line that cannot be read, and why."""

    number: int
    why: str


def read(content: bytes) -> Iterator[Line | BadLine]:
    """Yield the lines of a list in UTF-8 or Windows-1251, separated by semicolons. Raises NotAList."""
    rows = csv.reader(_text(content).splitlines(), delimiter=";")
    head = [name.strip().lower() for name in next(rows, [])]
    if missing := [name for name in COLUMNS[:3] if name not in head]:
        raise NotAList(_("В таблицата няма колона „%(name)s“.") % {"name": missing[0]})
    for number, row in enumerate(rows, 2):
        if any(cell.strip() for cell in row):
            yield _line(number, dict(zip(head, (cell.strip() for cell in row), strict=False)))


def _line(number: int, cells: dict[str, str]) -> Line | BadLine:
    try:
        posted, received, returned = (_day(cells.get(name, "")) for name in COLUMNS[2:5])
    except ValueError:
        return BadLine(number, _("Дните се пишат като 21.11.2026."))
    if not cells.get(COLUMNS[0]) or not cells.get(COLUMNS[1]):
        return BadLine(number, _("Липсва изходящ номер или номер на пратката."))
    return Line(
        number,
        cells[COLUMNS[0]],
        cells[COLUMNS[1]][:30],
        posted,
        received,
        returned,
        cells.get(COLUMNS[5], "")[:200],
    )


def _day(text: str) -> date | None:
    return datetime.strptime(text, "%d.%m.%Y").date() if text else None  # noqa: DTZ007 – a day, no moment


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1251", errors="replace")
