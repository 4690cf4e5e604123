"""What administrators see of the values of the law: by year, with what is missing, and what may be entered of each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from nssi.law.errors import MissingValue
from nssi.law.money import Currency
from nssi.law.parameters import Parameters, Schedule, Value, shipped
from nssi.law.render import shown
from nssi.look.typography import NBSP, money_text

EURO_SINCE = date(2026, 1, 1)
FIRST_WARNING_MONTH = 11
"""From November on it is said what the next year has no values for."""


class Kind(StrEnum):
    """What a value of a parameter looks like. A table, and what is like no value that was ever known, are not entered here."""

    MONEY = "money"
    PERCENT = "percent"
    WHOLE = "whole"
    TABLE = "table"
    UNKNOWN = "unknown"


def kind_of(schedule: Schedule) -> Kind:
    """Return what its values look like, by those that the release has: what is entered never changes that."""
    schedule = shipped().schedule(schedule.name)
    values = schedule.values
    if schedule.name.startswith("fee_") or any(value.currency for value in values):
        return Kind.MONEY
    if not values:
        return Kind.UNKNOWN
    if any(isinstance(value.value, tuple) for value in values):
        return Kind.TABLE
    if schedule.unit.startswith("%"):
        return Kind.PERCENT
    return Kind.WHOLE if all(isinstance(value.value, int) for value in values) else Kind.UNKNOWN


def currency_on(kind: Kind, day: date) -> str:
    """Return the currency in which a value that begins on `day` is entered; empty where it is no money."""
    if kind != Kind.MONEY:
        return ""
    return Currency.EUR.value if day >= EURO_SINCE else Currency.BGN.value


_NUMBER = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,4})?")
_MOST = {Kind.MONEY: Decimal(1_000_000), Kind.PERCENT: Decimal(100), Kind.WHOLE: Decimal(1000)}
_PLACES = {Kind.MONEY: 2, Kind.WHOLE: 0, Kind.PERCENT: 4}


def read_value(kind: Kind, unit: str, typed: str) -> str:
    """Return a typed number as it is kept: „1 077,5“ → „1077.50“ where it is money. Raises ValueError where it is none."""
    text = typed.strip().replace(" ", "").replace(NBSP, "")
    if not _NUMBER.fullmatch(text):
        raise ValueError("not a number")
    number = Decimal(text.replace(",", "."))
    least = Decimal("0.01") if kind == Kind.MONEY else 0
    most = 1 if unit == "да/не" else _MOST[kind]
    if not least <= number <= most or number != round(number, _PLACES[kind]):
        raise ValueError("out of bounds")
    return f"{number:.2f}" if kind == Kind.MONEY else f"{number.normalize():f}"


def value_text(value: Value) -> str:
    """Return a value as a page shows it: „620,20 €“, „7,8“, a table row by row."""
    if value.currency is not None:
        return money_text(value.money.cents, value.currency)
    if isinstance(value.value, tuple):
        rows = value.value if isinstance(value.value[0], tuple) else (value.value,)
        return shown([list(row) for row in rows])
    return str(value.value).replace(".", ",")


@dataclass(frozen=True)
class Row:
    """A parameter in a year: its values that hold in it, oldest first."""

    schedule: Schedule
    values: tuple[Value, ...]

    @property
    def is_missing(self) -> bool:
        """Whether the year has none."""
        return not self.values


def rows_of_year(parameters: Parameters, year: int) -> Iterator[Row]:
    """Give every parameter with what holds in `year`, in the order of the schedules of the law."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    for schedule in parameters.schedules.values():
        values = (
            value
            for value in schedule.values
            if value.since <= last and (value.until is None or value.until >= first)
        )
        yield Row(schedule, tuple(values))


@dataclass(frozen=True)
class Missing:
    """What a year has no values for although they are due; `all_of_it`: nothing of that year was entered yet."""

    year: int
    titles: tuple[str, ...]
    all_of_it: bool


def missing_values(parameters: Parameters, today: date) -> list[Missing]:
    """Say which years lack values: the present one, and at its end the next."""
    years = [today.year, today.year + 1] if today.month >= FIRST_WARNING_MONTH else [today.year]
    due = {schedule.name for schedule in parameters.schedules.values() if schedule.due}
    found = []
    for year in years:
        missing = [
            one
            for one in parameters.missing_in(year)
            if kind_of(parameters.schedule(one.name)) != Kind.UNKNOWN
        ]
        if missing:
            names = {one.name for one in missing}
            known = due - names - {name for name in due if kind_of(parameters.schedule(name)) == Kind.UNKNOWN}
            found.append(Missing(year, tuple(one.title for one in missing), not known))
    return found


def value_on(parameters: Parameters, name: str, day: date) -> Value | None:
    """Return what holds on `day`, or None."""
    try:
        return parameters.at(name, day)
    except MissingValue:
        return None


def change_text(before: Value | None, value: str, currency: str) -> str:
    """Return by how much a new value differs from the one before, in percent; empty where they cannot be compared."""
    if (
        before is None
        or isinstance(before.value, tuple)
        or not before.number
        or (before.currency or "") != currency
    ):
        return ""
    share = (Decimal(value) - Decimal(before.value)) / Decimal(before.value) * 100
    sign = "+" if share > 0 else "\u2212" if share < 0 else ""
    return f"{sign}{abs(share):.1f}".replace(".", ",") + f"{NBSP}%"
