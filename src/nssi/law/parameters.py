"""Dated parameters of the law: what is in force on a day, from which act, and whether it was verified.

They are read from the files in `schedules/`, over which the institution's entered rows can be laid. A question
about a day without a value is an error that names the value.
"""

import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache, cached_property
from itertools import zip_longest
from pathlib import Path
from typing import Any

from nssi.law.calendar import DAY, Calendar, Month
from nssi.law.errors import MissingValue
from nssi.law.money import Currency, Money

JANUARY_1 = (1, 1)
FILES = Path(__file__).parent / "schedules"

Raw = int | Decimal | tuple[Any, ...]
"""A value as it stands in a file: a number, or a table of whole numbers."""


@dataclass(frozen=True)
class Value:
    """A value in force from `since` to `until` (both counted; `None` = no end known)."""

    name: str
    since: date
    value: Raw
    currency: Currency | None
    act: str
    source: str
    verified: bool
    checked_on: date
    until: date | None = None
    entered: bool = False
    """Whether the institution entered it, over what the files say."""

    @cached_property
    def money(self) -> Money:
        """The value as money; only for values with a currency."""
        if self.currency is None or isinstance(self.value, tuple):
            raise TypeError(f"{self.name} is not money")
        return Money.of(self.value, self.currency)

    @cached_property
    def number(self) -> Fraction:
        """The value as an exact number."""
        if isinstance(self.value, tuple):
            raise TypeError(f"{self.name} is a table")
        return Fraction(self.value)

    @cached_property
    def whole(self) -> int:
        """The value as a whole number."""
        if not isinstance(self.value, int):
            raise TypeError(f"{self.name} is not a whole number")
        return self.value

    @cached_property
    def percent(self) -> Fraction:
        """The value, a percentage, as a part of one."""
        return self.number / 100

    @property
    def table(self) -> tuple[Any, ...]:
        """The value as a table of whole numbers."""
        if not isinstance(self.value, tuple):
            raise TypeError(f"{self.name} is not a table")
        return self.value


@dataclass(frozen=True)
class Schedule:
    """The values of one parameter, oldest first, and how long one holds.

    `holds`: `on` – until the next; `year` – until the next, the last until the end of its year; `month`, `day` –
    only for the month or on the day it stands for. `due`: the month and day on which every year must have a value.
    """

    name: str
    title: str
    article: str
    unit: str
    holds: str
    due: tuple[int, int] | None
    values: tuple[Value, ...]

    @cached_property
    def _starts(self) -> list[date]:
        return [value.since for value in self.values]

    def at(self, day: date) -> Value:
        """Return the value in force on `day`."""
        position = bisect_right(self._starts, day) - 1
        if position >= 0:
            value = self.values[position]
            if value.until is None or day <= value.until:
                return value
        raise MissingValue(self.name, self.title, day)

    def changes(self, after: date, until: date) -> tuple[Value, ...]:
        """Return the values that begin after `after`, at the latest on `until`."""
        return self.values[bisect_right(self._starts, after) : bisect_right(self._starts, until)]

    def with_values(self, values: Iterable[Value]) -> "Schedule":
        """Return the schedule with these values instead, each given the last day on which it holds."""
        ordered = sorted(values, key=lambda value: value.since)
        nexts = [value.since - DAY for value in ordered[1:]]
        return replace(
            self,
            values=tuple(
                replace(value, until=self._until(value, before_next))
                for value, before_next in zip_longest(ordered, nexts)
            ),
        )

    def _until(self, value: Value, before_next: date | None) -> date | None:
        match self.holds:
            case "day":
                return value.since
            case "month":
                return Month.of(value.since).last
            case "year" if before_next is None:
                return date(value.since.year, 12, 31)
            case _:
                return before_next


class Parameters:
    """All schedules, and the calendar. What rules take as their argument; never changed."""

    def __init__(self, schedules: Mapping[str, Schedule], calendar: Calendar) -> None:
        self.schedules = dict(schedules)
        self.calendar = calendar

    def schedule(self, name: str) -> Schedule:
        """Return the schedule of a parameter."""
        return self.schedules[name]

    def at(self, name: str, day: date) -> Value:
        """Return the value of a parameter on `day`, or raise `MissingValue`."""
        return self.schedules[name].at(day)

    def laid_over(
        self, rows: Iterable[Value] = (), decisions: Mapping[date, bool] | None = None
    ) -> "Parameters":
        """Return these parameters with the institution's rows over them: they win on the day they begin."""
        schedules = dict(self.schedules)
        for row in rows:
            schedule = schedules[row.name]
            kept = [value for value in schedule.values if value.since != row.since]
            schedules[row.name] = schedule.with_values([*kept, replace(row, entered=True)])
        return Parameters(schedules, Calendar({**self.calendar.decisions, **(decisions or {})}))

    def missing_in(self, year: int) -> Iterator[MissingValue]:
        """Say what has no value in `year` although one is due: of what is set every year, and of what is not known at all."""
        for schedule in self.schedules.values():
            if schedule.due is None and schedule.values:
                continue
            day = date(year, *(schedule.due or JANUARY_1))
            try:
                schedule.at(day)
            except MissingValue as missing:
                yield missing

    def unverified(self) -> Iterator[Value]:
        """Give the values that were not seen in an act or an authoritative source."""
        return (
            value for schedule in self.schedules.values() for value in schedule.values if not value.verified
        )


@cache
def shipped() -> Parameters:
    """Return the parameters as the files of this release have them."""
    schedules: dict[str, Schedule] = {}
    for path in sorted(FILES.glob("*.toml")):
        if path.name not in {"days_off.toml", "entitlements.toml"}:
            schedules |= _schedules(tomllib.loads(path.read_text("utf-8"), parse_float=Decimal))
    days = tomllib.loads((FILES / "days_off.toml").read_text("utf-8"))["days"]
    return Parameters(schedules, Calendar({row["day"]: row["working"] for row in days}))


@cache
def acts_of_days_off() -> dict[date, str]:
    """Return the acts behind the one-off decisions about days off that this release has, by day."""
    days = tomllib.loads((FILES / "days_off.toml").read_text("utf-8"))["days"]
    return {row["day"]: row["act"] for row in days}


def _schedules(file: dict[str, Any]) -> dict[str, Schedule]:
    checked_on = file.pop("checked_on")
    schedules = {}
    for name, table in file.items():
        empty = Schedule(
            name=name,
            title=table["title"].replace(" г.", "\N{NO-BREAK SPACE}г."),
            article=table["article"],
            unit=table["unit"],
            holds=table["holds"],
            due=_due(table),
            values=(),
        )
        schedules[name] = empty.with_values(
            Value(
                name=name,
                since=row["from"],
                value=_raw(row["value"]),
                currency=Currency(row["currency"]) if "currency" in row else None,
                act=row["act"],
                source=row["source"],
                verified=row["verified"],
                checked_on=row.get("checked_on", checked_on),
            )
            for row in table["values"]
        )
    return schedules


def _due(table: dict[str, Any]) -> tuple[int, int] | None:
    if "due" in table:
        month, day = table["due"]
        return month, day
    return JANUARY_1 if table["holds"] == "year" else None


def _raw(value: Any) -> Raw:
    return tuple(map(_raw, value)) if isinstance(value, list) else value
