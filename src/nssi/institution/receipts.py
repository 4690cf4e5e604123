"""Which issued decisions rest on a value of the law: each room that keeps receipts (`law.receipt`) registers its table at start (A-03)."""

from collections.abc import Callable
from datetime import date
from json import dumps
from typing import Any

from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from nssi.institution.models import EnteredValue
from nssi.institution.parameters import current_parameters, value_of
from nssi.law.parameters import Value

MOST_COUNTED = 999
"""Beyond so many it is not counted on: one more than it means „more“."""

Issued = Callable[[], "QuerySet[Any]"]
"""Returns what was issued and holds, each row with its `receipt` as JSON."""

_issued: list[Issued] = []

_USED = """
jsonb_path_exists(
    receipt,
    '$.parameters[*] ? (@.name == $name && @.from <= $last && (@.until == null || @.until >= $since))',
    %s::jsonb
)
"""
_COUNTED_DAYS = "jsonb_path_exists(receipt, '$.calendar.keyvalue() ? (@.key starts with $year)', %s::jsonb)"


def register(issued: Issued) -> None:
    """Let the decisions of a room be counted; call this in `AppConfig.ready()`."""
    _issued.append(issued)


def count_that_used(row: EnteredValue) -> int:
    """Return how many issued decisions have in their receipt a value of the same parameter for days for which `row` would hold.

    Of a decision about a day: those that counted the working days of its year. Beyond `MOST_COUNTED` it is not counted on.
    """
    if row.name == EnteredValue.WORKING_DAY:
        statement, asked = _COUNTED_DAYS, {"year": str(row.since.year)}
    else:
        last = _laid(row).until or date.max
        asked = {"name": row.name, "since": row.since.isoformat(), "last": last.isoformat()}
        statement = _USED
    condition = RawSQL(statement, [dumps(asked)], output_field=BooleanField())  # noqa: S611
    found = 0
    for issued in _issued:
        found += issued().filter(condition)[: MOST_COUNTED + 1 - found].count()
        if found > MOST_COUNTED:
            break
    return found


def _laid(row: EnteredValue) -> Value:
    """Return the value as it would hold among the others of its parameter."""
    return current_parameters().laid_over([value_of(row)]).at(row.name, row.since)
