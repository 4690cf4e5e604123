"""Income and days of a set of people as columns, streamed: what the rules take a million people at a time from.

PostgreSQL lays the months of a person side by side and sends them in its binary format, which numpy reads as it is.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
from django.db import connection
from django.db.backends.postgresql.psycopg_any import mogrify

from nssi.foundation import clock
from nssi.insurance.facts import maximum_income
from nssi.insurance.fields import pack
from nssi.insurance.insured_types import UNEMPLOYMENT, types_that_cover
from nssi.insurance.models import InsuranceDataRecord
from nssi.law.calendar import Month
from nssi.law.parameters import Parameters

if TYPE_CHECKING:
    from nssi.law.money import Column

BLOCK = 20_000
"""People at a time: some 10 MB for the 24 months of an unemployment benefit."""

IdentifierKind = InsuranceDataRecord.IdentifierKind
_SIGNATURE = 11 + 4 + 4  # bytes before the first row of PostgreSQL's binary format
_END = 2  # bytes after the last


@dataclass(frozen=True)
class InsuredColumns:
    """The people of one block, in the order they were asked for, and a row for each month, oldest first.

    `incomes`: cents of the currency of the month, not above its maximum; `days`: insured working days. Who has nothing
    declared has zeros.
    """

    numbers: tuple[str, ...]
    incomes: "Column"
    days: "Column"


def columns_of(
    numbers: Iterable[str],
    first: Month,
    months: int,
    parameters: Parameters,
    *,
    kind: IdentifierKind = IdentifierKind.EGN,
    risk: str = UNEMPLOYMENT,
    known_at: datetime | None = None,
) -> Iterator[InsuredColumns]:
    """Give the columns of `numbers` (all of one kind) for so many months from `first` on, as insured for a risk.

    As it was known at a moment, or as it is known now. One query a block.
    """
    moment, left = known_at or clock.now(), iter(numbers)
    while block := tuple(islice(left, BLOCK)):
        incomes, days = _block(block, first, months, kind, types_that_cover(risk), moment)
        for row in range(months):
            month = first.plus(row)
            most = maximum_income(month, parameters)
            if most is not None:
                np.minimum(incomes[row], most, out=incomes[row])
            np.minimum(days[row], parameters.calendar.working_days(month), out=days[row])
        yield InsuredColumns(block, incomes, days)


def _block(
    numbers: Sequence[str],
    first: Month,
    months: int,
    kind: IdentifierKind,
    types: Sequence[int],
    moment: datetime,
) -> tuple["Column", "Column"]:
    held, parameters = (
        InsuranceDataRecord.objects.known_on(moment)
        .filter(
            identifier__in=numbers,
            identifier_kind=kind,
            insured_type__in=types,
            month__gte=first.first,
            month__lte=first.plus(months - 1).first,
        )
        .values("identifier", "month", "insurable_income", "insured_days")
        .query.sql_with_params()
    )
    sides = [
        f"coalesce(sum({column}) FILTER (WHERE month = '{first.plus(place).first}'), 0)::bigint"
        for column in ("insurable_income", "insured_days")
        for place in range(months)
    ]
    statement = f"""
        COPY (
            SELECT identifier::bigint, {", ".join(sides)}
            FROM ({held}) AS held
            GROUP BY identifier
        ) TO STDOUT (FORMAT binary)
    """  # noqa: S608 – names and numbers of our own; what is asked for stands in the parameters
    with (
        connection.cursor() as cursor,
        cursor.copy(mogrify(statement, parameters, connection)) as copy,
    ):
        sent = b"".join(copy)
    told = np.frombuffer(sent[_SIGNATURE:-_END], dtype=_row_of(1 + 2 * months))
    table = np.zeros((2 * months, len(numbers)), dtype=np.int64)
    asked = np.array([pack(number) for number in numbers], dtype=np.int64)
    order = np.argsort(asked)
    places = order[np.searchsorted(asked, told["value0"].astype(np.int64), sorter=order)]
    for column in range(2 * months):
        table[column, places] = told[f"value{column + 1}"]
    return table[:months], table[months:]


def _row_of(fields: int) -> np.dtype[np.void]:
    """Return how PostgreSQL sends a row of so many whole numbers: their count, then the size and the value of each."""
    each = [
        (f"{what}{number}", form)
        for number in range(fields)
        for what, form in (("size", ">i4"), ("value", ">i8"))
    ]
    return np.dtype([("fields", ">i2"), *each])
