"""The parameters of the law as they hold here: those of the release, with what the institution entered laid over them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from nssi.foundation import clock
from nssi.institution.models import EnteredValue
from nssi.law.money import Currency
from nssi.law.parameters import Parameters, Value, shipped

ENTERED = "ARRAY(SELECT id FROM institution_enteredvalue ORDER BY id)"
"""SQL that says what the institution has entered, for whoever asks the database something else anyway (`parameters_with`)."""


def current_parameters() -> Parameters:
    """Return the parameters as they hold now, in every process alike: one short query, and the rest is remembered.

    What stands in no schedule of this release any more is passed over.
    """
    return _laid_over(tuple(EnteredValue.objects.order_by("pk").values_list("pk", flat=True)))


def parameters_with(entered: Sequence[int]) -> Parameters:
    """Return the parameters with these values (their ids, as `ENTERED` gives them) laid over those of the release."""
    return _laid_over(tuple(entered))


@lru_cache(maxsize=4)
def _laid_over(ids: tuple[int, ...]) -> Parameters:
    if not ids:
        return shipped()
    values: dict[tuple[str, date], Value] = {}
    decisions: dict[date, bool] = {}
    for row in EnteredValue.objects.filter(pk__in=ids).order_by("pk"):
        if row.name == EnteredValue.WORKING_DAY:
            decisions[row.since] = row.value != "0"
        elif row.name in shipped().schedules:
            values[row.name, row.since] = value_of(row)
    return shipped().laid_over(values.values(), decisions)


def value_of(row: EnteredValue) -> Value:
    """Return a row as rules take it."""
    return Value(
        name=row.name,
        since=row.since,
        value=Decimal(row.value) if "." in row.value else int(row.value),
        currency=Currency(row.currency) if row.currency else None,
        act=row.act,
        source=row.source,
        verified=row.verified,
        checked_on=clock.local(row.entered_at).date(),
        entered=True,
    )
