"""The parameters of the law as they hold here: those of the release, with what the institution entered laid over them."""

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.http import HttpRequest, HttpResponseBase

from nssi.foundation import clock
from nssi.institution.models import EnteredValue
from nssi.law.money import Currency
from nssi.law.parameters import Parameters, Value, shipped

ENTERED = "ARRAY(SELECT id FROM institution_enteredvalue ORDER BY id)"
"""SQL that says what the institution has entered, for whoever asks the database something else anyway (`parameters_with`)."""


def current_parameters() -> Parameters:
    """Return the parameters as they hold now, in every process alike: one short query, and the rest is remembered.

    While a page is answered it is asked once, so that all that the page says rests on the same values. What stands in no
    schedule of this release any more is passed over.
    """
    kept = _of_page.get()
    if kept:
        return kept[0]
    found = _laid_over(tuple(EnteredValue.objects.order_by("pk").values_list("pk", flat=True)))
    if kept is not None:
        kept.append(found)
    return found


def forget_parameters() -> None:
    """Let the page that is being answered ask again: a value was entered by it."""
    if kept := _of_page.get():
        kept.clear()


class ParametersMiddleware:
    """Lets a page rest on one set of parameters from its beginning to its end."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = _of_page.set([])
        try:
            return self._get_response(request)
        finally:
            _of_page.reset(token)


_of_page: ContextVar[list[Parameters] | None] = ContextVar("parameters_of_page", default=None)
"""What the page that is being answered has asked for: empty before it has, None where no page is."""


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
