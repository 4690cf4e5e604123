"""The insurable service: which time counts, how much, in which category, and how it is converted (S4.4).

Time is counted by calendar month, so that neither the order of periods nor their splitting changes anything, and what
overlaps counts once. A full month is a month; in others each working day is a day; 21 days make a month.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from nssi.law import readings
from nssi.law.calendar import DAY, Month, told
from nssi.law.errors import BadFacts
from nssi.law.insurable_income import proportional_minimum
from nssi.law.length import NOTHING, Length
from nssi.law.money import Money
from nssi.law.parameters import Parameters
from nssi.law.receipt import Receipt, Workings
from nssi.law.rule import rule

AFTER_2001 = date(2002, 1, 1)


class Contributions(StrEnum):
    """Whether contributions for a period were paid or are due; both count."""

    PAID = "paid"
    DUE = "due"
    NONE = "none"


class PeriodKind(StrEnum):
    """Work, or time that Art. 9(2) counts without contributions, or time under the law of another state."""

    WORK = "work"
    CHILD_RAISING_LEAVE = "child_raising_leave"
    PAID_SICKNESS_MATERNITY_ADOPTION = "paid_sickness_maternity_adoption"
    UNPAID_LEAVE_SICKNESS_MATERNITY = "unpaid_leave_sickness_maternity"
    UNPAID_LEAVE_30_DAYS = "unpaid_leave_30_days"
    UNEMPLOYMENT_BENEFIT = "unemployment_benefit"
    TREATY_STATE = "treaty_state"
    EU_STATE = "eu_state"


@dataclass(frozen=True, slots=True)
class Period:
    """A period, first and last day counted. `days` or `hours`: how much of it was in insurance, if not all.

    `pay`: the monthly pay on which contributions are due, where it is to be checked against the minimum wage.
    """

    from_: date
    to: date
    category: int
    days: int | None
    hours: int | Decimal | None
    daily_hours: int | Decimal | None
    pay: Money | None
    insured_for_unemployment: bool
    statutory_daily_hours: int = 8
    contributions: Contributions = Contributions.NONE
    kind: PeriodKind = PeriodKind.WORK

    def __post_init__(self) -> None:
        if self.to < self.from_:
            raise BadFacts("to: is before from")
        if (self.to - self.from_).days > 366 * 100:
            raise BadFacts("to: the period is longer than a hundred years")
        if self.category not in {1, 2, 3}:
            raise BadFacts("category: 1, 2 or 3 is expected")
        if self.days is not None and self.hours is not None:
            raise BadFacts("hours: stand beside days; one of them is expected")
        if not 1 <= self.statutory_daily_hours <= 24:
            raise BadFacts("statutory_daily_hours: from 1 to 24 is expected")
        if self.daily_hours is not None and not 0 < self.daily_hours <= self.statutory_daily_hours:
            raise BadFacts("daily_hours: above 0 and at most the statutory hours is expected")
        if (self.days or 0) > (self.to - self.from_).days + 1 or (self.hours or 0) > 24 * (
            (self.to - self.from_).days + 1
        ):
            raise BadFacts("days: are more than the period has")

    @property
    def share(self) -> Fraction:
        """The share of the statutory working day."""
        return Fraction(self.daily_hours or self.statutory_daily_hours) / Fraction(self.statutory_daily_hours)


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """The periods of a person."""

    periods: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class Service:
    """The answer: by category, unconverted in all, converted to the third, and insured for unemployment after 2001."""

    by_category: dict[str, Length]
    total: Length
    converted_to_third: Length
    insured_for_unemployment_after_2001: Length


def insurable_service(facts: ServiceFacts, parameters: Parameters) -> Receipt[Service]:
    """Answer how long the insurable service is."""
    workings = Workings(parameters)
    last_day = max((period.to for period in facts.periods), default=AFTER_2001)
    in_month = workings.value("service_days_in_month", last_day).whole
    workings.doubt(readings.DAYS_MAKE_MONTH)
    counted = list(_credited(facts.periods, workings))
    days = days_by_category(counted, in_month, workings)
    unemployment = days_by_category(list(_after_2001(counted)), in_month, workings)
    total = sum(days.values(), Fraction(0))
    converted = sum(
        (converted_days(amount, category, last_day, workings) for category, amount in days.items()),
        Fraction(0),
    )
    answer = Service(
        by_category={str(category): Length.of_days(days[category], in_month) for category in (1, 2, 3)},
        total=Length.of_days(total, in_month),
        converted_to_third=Length.of_days(converted, in_month),
        insured_for_unemployment_after_2001=Length.of_days(sum(unemployment.values(), Fraction(0)), in_month),
    )
    for category, length in answer.by_category.items():
        workings.step(
            "чл. 9 КСО", f"Стаж от {category}. категория", f"{days[int(category)]} дни ÷ {in_month}", length
        )
    workings.step(
        "чл. 104 КСО",
        "Общо, превърнат в трета категория",
        f"{converted} дни ÷ {in_month}",
        answer.converted_to_third,
    )
    workings.step(
        "чл. 54в, ал. 1 КСО",
        "С осигуряване за безработица след 31.12.2001\N{NO-BREAK SPACE}г.",
        f"{sum(unemployment.values(), Fraction(0))} дни ÷ {in_month}",
        answer.insured_for_unemployment_after_2001,
    )
    return workings.receipt("insurable-service", facts, answer)


@rule(
    "чл. 9, ал. 1 КСО",
    "Зачита се време с внесени или дължими вноски върху не по-малко от (съответната част от) минималната заплата.",
)
def is_credited(period: Period, workings: Workings) -> bool:
    """Say whether a period counts. Time of Art. 9(2) and of other states counts without contributions."""
    if period.kind != PeriodKind.WORK:
        return True
    if period.contributions == Contributions.NONE:
        return False
    if period.pay is None:
        return True
    wages = workings.parameters.schedule("minimum_wage")
    if changes := wages.changes(period.from_, period.to):
        raise BadFacts(f"pay: the minimum wage changes on {changes[0].since}; split the period there")
    minimum = proportional_minimum(workings.value("minimum_wage", period.from_).money, period.share)
    return period.pay.currency == minimum.currency and period.pay.cents >= minimum.cents


def _credited(periods: Iterable[Period], workings: Workings) -> Iterator[Period]:
    leave_left = _UnpaidLeave(workings)
    for period in sorted(periods, key=_order):
        if not is_credited(period, workings):
            why = "без вноски" if period.contributions == Contributions.NONE else "под минималната заплата"
            span = f"от {told(period.from_)} до {told(period.to)}"
            workings.step("чл. 9, ал. 1 КСО", f"Не се зачита {span}", why, NOTHING)
        elif period.kind == PeriodKind.UNPAID_LEAVE_30_DAYS:
            yield from leave_left.counted(period)
        else:
            yield period


def _order(period: Period) -> tuple[date, date, int, str, Fraction]:
    return period.from_, period.to, period.category, period.kind.value, period.share


class _UnpaidLeave:
    """Unpaid leave counts up to 30 working days in a calendar year, from the first day on; a day counts once."""

    def __init__(self, workings: Workings) -> None:
        self._workings = workings
        self._used: dict[int, set[date]] = {}

    @rule("чл. 9, ал. 2 КСО", "Неплатен отпуск се зачита до 30 работни дни в календарната година.")
    def counted(self, period: Period) -> Iterator[Period]:
        """Give the parts of a leave that count; periods come in the order of their first days."""
        for year in range(period.from_.year, period.to.year + 1):
            first, until = max(period.from_, date(year, 1, 1)), min(period.to, date(year, 12, 31))
            most = self._workings.value("service_unpaid_leave_days", first).whole
            used = self._used.setdefault(year, set())
            last, day = None, first
            while day <= until and (
                day in used or len(used) < most or not self._workings.calendar.is_working(day)
            ):
                if self._workings.calendar.is_working(day):
                    used.add(day)
                last, day = day, day + DAY
            if last:
                yield replace(period, from_=first, to=last)


def _after_2001(periods: Iterable[Period]) -> Iterator[Period]:
    for period in periods:
        insured = period.insured_for_unemployment and period.kind != PeriodKind.UNEMPLOYMENT_BENEFIT
        if insured and period.to >= AFTER_2001:
            yield period if period.from_ >= AFTER_2001 else _cut(period)


def _cut(period: Period) -> Period:
    """Cut a period before 2002; the days given for the whole of it are cut in proportion, downwards."""
    kept = Fraction((period.to - AFTER_2001).days + 1, (period.to - period.from_).days + 1)
    days = None if period.days is None else int(period.days * kept)
    hours = None if period.hours is None else int(Fraction(period.hours) * kept)
    return replace(period, from_=AFTER_2001, days=days, hours=hours)


@rule(
    "чл. 38 НПОС",
    "Стажът се брои в дни, месеци и години; непълното време – пропорционално; едновременният – веднъж.",
)
def days_by_category(periods: list[Period], in_month: int, workings: Workings) -> dict[int, Fraction]:
    """Return the counted days of each category (exact: part time makes parts of days), `in_month` to a month."""
    days = {1: Fraction(0), 2: Fraction(0), 3: Fraction(0)}
    months: dict[Month, list[tuple[Period, Fraction]]] = {}
    for period in periods:
        density = _density(period, workings)
        month = Month.of(period.from_)
        while month <= Month.of(period.to):
            months.setdefault(month, []).append((period, density))
            month = month.plus(1)
    for month, present in months.items():
        for category, part in _month(month, present, in_month, workings):
            days[category] += part
    return days


def _density(period: Period, workings: Workings) -> Fraction:
    """Return which part of the working days of a period was in insurance, where days or hours say so."""
    if period.days is None and period.hours is None:
        return Fraction(1)
    working = workings.calendar.working_days_between(period.from_, period.to)
    if period.days is not None:
        given = Fraction(period.days)
    else:
        given = Fraction(period.hours or 0) / Fraction(period.daily_hours or period.statutory_daily_hours)
    return min(given / working, Fraction(1)) if working else Fraction(0)


def _month(
    month: Month, present: list[tuple[Period, Fraction]], in_month: int, workings: Workings
) -> Iterator[tuple[int, Fraction]]:
    """Give the counted days of one month by category."""
    working = workings.calendar.working_days(month)
    if len(present) == 1 and present[0][0].from_ <= month.first and present[0][0].to >= month.last:
        period, density = present[0]
        covered = density * working
        yield period.category, covered * period.share * _scale(covered, working, in_month)
        return
    covered, parts = _days_of_month(month, present, workings)
    scale = _scale(covered, working, in_month)
    yield from ((category, part * scale) for category, part in parts.items())


def _scale(covered: Fraction, working: int, in_month: int) -> Fraction:
    """A full month counts `in_month` days however many it has; no other counts more than it."""
    if covered >= working:
        return Fraction(in_month, working)
    return Fraction(in_month) / max(covered, Fraction(in_month))


def _days_of_month(
    month: Month, present: list[tuple[Period, Fraction]], workings: Workings
) -> tuple[Fraction, dict[int, Fraction]]:
    """Return how many working days of a month are covered, and their part by category, each day at most once."""
    covered, parts = Fraction(0), {1: Fraction(0), 2: Fraction(0), 3: Fraction(0)}
    day = month.first
    while day <= month.last:
        here = [(period, density) for period, density in present if period.from_ <= day <= period.to]
        if here and workings.calendar.is_working(day):
            covered += min(sum((density for _, density in here), Fraction(0)), Fraction(1))
            room = Fraction(1)
            if len(here) > 1 and any(period.share < 1 for period, _ in here):
                workings.doubt(readings.OVERLAPPING_PART_TIME)
            for period, density in sorted(here, key=lambda pair: pair[0].category):
                part = min(density * period.share, room)
                parts[period.category] += part
                room -= part
        day += DAY
    return covered, parts


@rule("чл. 104 КСО", "Три години първа или четири години втора категория са пет години трета.")
def converted_days(days: Fraction, category: int, day: date, workings: Workings) -> Fraction:
    """Return the days of a category converted to the third."""
    if category == 3 or not days:
        return days
    third, own = workings.value(f"service_conversion_{'first' if category == 1 else 'second'}", day).table
    return days * Fraction(third, own)
