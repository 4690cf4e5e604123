"""What the house knows of a person, as each room says at start: it is handed over to that person and to nobody else (Art. 15 GDPR).

A room gives its parts, each a table of rows, and names the models that they are made of; of what it does not give it says why.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise

from nssi.people.models import Person

Text = str | Promise


class Kind(Enum):
    """What stands in a column, and how JSON has it: its schema."""

    TEXT = "text"
    DAY = "day"
    MOMENT = "moment"
    NUMBER = "number"
    MONEY = "money"
    YES_NO = "yes_no"
    DATA = "data"


SCHEMA: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {"type": ["string", "null"]},
    Kind.DAY: {"type": ["string", "null"], "format": "date"},
    Kind.MOMENT: {"type": ["string", "null"], "format": "date-time"},
    Kind.NUMBER: {"type": ["integer", "null"]},
    Kind.MONEY: {"type": ["string", "null"], "pattern": r"^-?[0-9]+\.[0-9]{2}$"},
    Kind.YES_NO: {"type": ["boolean", "null"]},
    Kind.DATA: {},
}


@dataclass(frozen=True)
class Column:
    """A column: its name in JSON, its heading for people, what stands in it, and what its values are called, where they are codes."""

    name: str
    title: Text
    kind: Kind = Kind.TEXT
    said: Callable[[Any], Text] | None = None


@dataclass(frozen=True)
class Part:
    """A table of what a room knows of a person. `rows`: values in the order of the columns; money is in cents.

    `models`: those of which the part tells; a house test holds them against all that refer to persons.
    """

    name: str
    title: Text
    columns: tuple[Column, ...]
    rows: Callable[[Person], Iterable[Sequence[Any]]]
    models: tuple[type[Model], ...]


_parts: list[Part] = []
_left_out: dict[type[Model], Text] = {}


def give(*parts: Part) -> None:
    """Give parts; they stand in the order in which the rooms start. Call this in `AppConfig.ready()`."""
    _parts.extend(parts)


def leave_out(model: type[Model], why: Text) -> None:
    """Say why a table that refers to persons is not handed over, in words for them. Call this in `AppConfig.ready()`."""
    _left_out[model] = why


def leave_all_out(reasons: Mapping[Any, Text]) -> None:
    """Say it of several tables."""
    for model, why in reasons.items():
        leave_out(model, why)


def all_parts() -> tuple[Part, ...]:
    """Return all parts."""
    return tuple(_parts)


def reasons_of_left_out() -> list[str]:
    """Return each reason once, in words for the person."""
    return list(dict.fromkeys(map(str, _left_out.values())))


def all_left_out() -> dict[type[Model], Text]:
    """Return what is not handed over, and why."""
    return dict(_left_out)


def as_json(part: Part, row: Sequence[Any]) -> dict[str, Any]:
    """Return a row as JSON has it."""
    return {column.name: _json(column, value) for column, value in zip(part.columns, row, strict=True)}


def _json(column: Column, value: Any) -> Any:
    if value is None:
        return None
    if column.said:
        return str(column.said(value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    if column.kind is Kind.MONEY:
        return str(Decimal(value).scaleb(-2).quantize(Decimal("0.01")))
    return value if column.kind in (Kind.DATA, Kind.NUMBER, Kind.YES_NO) else str(value)


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the file that is handed over."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "required": ["made_at", "parts"],
        "additionalProperties": False,
        "properties": {
            "made_at": {"type": "string", "format": "date-time"},
            "parts": {
                "type": "object",
                "required": [part.name for part in all_parts()],
                "additionalProperties": False,
                "properties": {part.name: _schema_of(part) for part in all_parts()},
            },
        },
    }


def _schema_of(part: Part) -> dict[str, Any]:
    return {
        "title": str(part.title),
        "type": "array",
        "items": {
            "type": "object",
            "required": [column.name for column in part.columns],
            "additionalProperties": False,
            "properties": {
                column.name: {"title": str(column.title), **SCHEMA[column.kind]} for column in part.columns
            },
        },
    }
