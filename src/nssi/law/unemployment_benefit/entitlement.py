"""The right to the benefit, Art. 54a: 12 insured months of the last 18, registration, no pension, no work."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from nssi.law import readings
from nssi.law.calendar import DAY, Month, add_months, told
from nssi.law.errors import BadFacts
from nssi.law.receipt import Reason, Workings
from nssi.law.rule import rule
from nssi.law.unemployment_benefit.facts import EventKind, SpecialKind, UnemploymentFacts


@rule("чл. 54а, ал. 1 КСО", "Вноски за фонд „Безработица“ поне 12 месеца през последните 18 месеца.")
def insured_months(facts: UnemploymentFacts, workings: Workings) -> tuple[Fraction, int, int]:
    """Return how many months were insured, how many are required, and in how many last months.

    A month counts by its insured days over its working days; periods under Art. 54a(2) count as insured.
    """
    required, window = workings.value("unemployment_insured_months", facts.terminated_on).table
    first, last = add_months(facts.terminated_on, -window), facts.terminated_on - DAY
    rows = {row.month: row for row in facts.months}
    counted = _days_counted_as_insured(facts, workings)
    total, lines = Fraction(0), []
    for month in _months(first, last):
        row = rows.get(month)
        declared = row.days if row and row.insured_for_unemployment else 0
        inside = workings.calendar.working_days_between(max(first, month.first), min(last, month.last))
        days = min(max(declared, counted.get(month, 0)), inside)
        of = workings.calendar.working_days(month)
        total += Fraction(days, of)
        lines.append((month, days, of))
    if first.day != 1:
        workings.doubt(readings.PART_OF_MONTH_OF_TERMINATION)
    workings.step(
        "чл. 54а, ал. 1 КСО",
        f"Месеци с осигуряване за безработица от {told(first)} до {told(last)}",
        "сборът на осигурените дни ÷ работните дни на всеки месец",
        total,
        tuple(lines),
    )
    return total, required, window


@rule("чл. 54а, ал. 2 КСО", "За осигурени се зачитат отпуските и периодите по правото на други държави.")
def _days_counted_as_insured(facts: UnemploymentFacts, workings: Workings) -> dict[Month, int]:
    days: dict[Month, int] = {}
    leave: dict[int, int] = {}
    for period in facts.special_periods:
        if period.kind == SpecialKind.NOT_INSURED_FOR_UNEMPLOYMENT:
            continue
        for month in _months(period.from_, period.to):
            part = workings.calendar.working_days_between(
                max(period.from_, month.first), min(period.to, month.last)
            )
            days[month] = days.get(month, 0) + part
            if period.kind == SpecialKind.UNPAID_LEAVE_30_DAYS:
                leave[month.year] = leave.get(month.year, 0) + part
    if leave:
        most = workings.value("service_unpaid_leave_days", facts.terminated_on).whole
        if max(leave.values()) > most:
            raise BadFacts(f"special_periods: unpaid_leave_30_days is over {most} working days in a year")
    return days


def _months(first: date, last: date) -> Iterator[Month]:
    month = Month.of(first)
    while month <= Month.of(last):
        yield month
        month = month.plus(1)


@rule(
    "чл. 54а, ал. 1, т. 1–3 КСО",
    "Регистрация като безработен, без право на пенсия и без осигуряваща дейност.",
)
def obstacles(facts: UnemploymentFacts, start: date | None) -> Iterator[Reason]:
    """Give the reasons of items 1-3 why there is no right; `start` is the first day of the benefit."""
    if start is None:
        yield Reason("чл. 54а, ал. 1, т. 1 КСО", "Няма регистрация като безработен в Агенцията по заетостта.")
        return
    if any(event.kind == EventKind.PENSION_GRANTED and event.on <= start for event in facts.events):
        yield Reason("чл. 54а, ал. 1, т. 2 КСО", "Към началото на обезщетението е отпусната пенсия.")
    before = sorted((event.on, event.kind) for event in facts.events if event.on <= start)
    work = [kind for _, kind in before if kind in {EventKind.STARTED_WORK, EventKind.STOPPED_WORK}]
    if work and work[-1] == EventKind.STARTED_WORK:
        yield Reason(
            "чл. 54а, ал. 1, т. 3 КСО", "Към началото на обезщетението е започната дейност с осигуряване."
        )
