"""The page to read in the file of a person's own data: the rows of every room as texts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from nssi.look.typography import date_text, moment_text, number_text
from nssi.people.own_data import Column, Kind, Part


@dataclass(frozen=True)
class Section:
    """A table of the page. `in_json`: the headings of what stands in the other file alone, for it is no table."""

    title: str
    headings: list[str]
    rows: list[list[str]]
    in_json: list[str]


def sections(parts: Iterable[tuple[Part, list[dict[str, Any]]]]) -> list[Section]:
    """Return what every room gave, as tables of texts."""
    return [_section(part, rows) for part, rows in parts]


def _section(part: Part, rows: list[dict[str, Any]]) -> Section:
    shown = [column for column in part.columns if column.kind is not Kind.DATA]
    return Section(
        str(part.title),
        [str(column.title) for column in shown],
        [[_text(column, row[column.name]) for column in shown] for row in rows],
        [str(column.title) for column in part.columns if column not in shown],
    )


def _text(column: Column, value: Any) -> str:
    if value is None or value == "":
        return "–"
    if column.kind is Kind.YES_NO:
        return _("да") if value else _("не")
    if column.kind is Kind.MOMENT:
        return moment_text(datetime.fromisoformat(value))
    if column.kind is Kind.DAY:
        return date_text(date.fromisoformat(value))
    if column.kind is Kind.MONEY:
        return number_text(Decimal(value), 2)
    return str(value)
