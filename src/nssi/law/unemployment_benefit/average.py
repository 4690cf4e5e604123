"""The income of the 24 calendar months before the termination, and the days it is divided by, Art. 54b(1), (7), (8)."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from nssi.law import readings
from nssi.law.calendar import Month
from nssi.law.errors import BadFacts
from nssi.law.money import Currency, exact_told
from nssi.law.receipt import Exact, Workings
from nssi.law.rule import rule
from nssi.law.unemployment_benefit.facts import KINDS_TOLD, InsuredMonth, SpecialPeriod, UnemploymentFacts


@dataclass(frozen=True, slots=True)
class Income:
    """Exact income in stotinki and in euro cents, and the days it was earned in."""

    leva: Fraction
    euro: Fraction
    days: int


@dataclass(slots=True)
class _Sum:
    """Exact sums while the months are gone through."""

    leva: Fraction = Fraction(0)
    euro: Fraction = Fraction(0)
    days: int = 0

    def add(self, cents: Fraction | int, currency: Currency, days: int) -> None:
        if currency == Currency.BGN:
            self.leva += cents
        else:
            self.euro += cents
        self.days += days


@rule(
    "чл. 54б, ал. 1 КСО", "Среднодневният доход е от 24-те календарни месеца преди месеца на прекратяването."
)
def income_of_window(facts: UnemploymentFacts, workings: Workings) -> Income:
    """Return the income and the days of the 24 months before the month of termination."""
    count = workings.value("unemployment_income_months", facts.terminated_on).whole
    rows = {row.month: row for row in facts.months}
    last = Month.of(facts.terminated_on).plus(-1)
    total, lines = _Sum(), []
    for index in range(1 - count, 1):
        month = last.plus(index)
        special = _special_days(facts.special_periods, month, workings)
        lines += _month(month, rows.get(month), special, total, workings)
    if not total.days:
        raise BadFacts("months: there is no insured day in the months before terminated_on")
    if any(period.kind.brings_income for period in facts.special_periods):
        workings.doubt(readings.INCOME_OF_SPECIAL_PERIOD)
    _doubt_eu_income(facts, workings)
    workings.step(
        "чл. 54б, ал. 1 КСО",
        f"Доход и дни от {last.plus(1 - count).told} до {last.told} (месец, доход, дни, основание)",
        f"{exact_told(total.leva, Currency.BGN)} + {exact_told(total.euro, Currency.EUR)}, дни",
        total.days,
        tuple(lines),
    )
    workings.doubt(readings.WORKING_DAYS_DIVISOR)
    return Income(total.leva, total.euro, total.days)


def _month(
    month: Month,
    row: InsuredMonth | None,
    special: list[tuple[SpecialPeriod, int]],
    total: _Sum,
    workings: Workings,
) -> list[tuple[Exact, ...]]:
    """Add one month to the sum and return its lines: the declared part, then the special periods in it."""
    lines: list[tuple[Exact, ...]] = []
    special_days = sum(days for _, days in special)
    if row is not None and row.insured_for_unemployment:
        days = max(row.days - special_days, 0)
        money = row.money
        if special_days:
            workings.doubt(readings.SPECIAL_PART_OF_MONTH)
            cents = Fraction(money.cents * days, row.days) if days else Fraction(0)
            total.add(cents, money.currency, days)
            lines.append(
                (month, exact_told(cents, money.currency), days, "осигурителен доход за останалите дни")
            )
        else:
            total.add(money.cents, money.currency, days)
            lines.append((month, money, days, "осигурителен доход"))
    elif rest := workings.calendar.working_days(month) - special_days:
        workings.doubt(readings.MONTH_NOT_INSURED)
        lines.append(_at_minimum_wage(month, rest, "без осигуряване за безработица", total, workings))
    for period, days in special:
        lines.append(_special(month, period, days, total, workings))
    return lines


@rule(
    "чл. 54б, ал. 7 КСО",
    "В особените периоди дните вземат минималната заплата или дохода, от който е обезщетението.",
)
def _special(
    month: Month, period: SpecialPeriod, days: int, total: _Sum, workings: Workings
) -> tuple[Exact, ...]:
    if not period.kind.brings_income:
        return _at_minimum_wage(month, days, KINDS_TOLD[period.kind], total, workings)
    of = workings.calendar.working_days_between(period.from_, period.to)
    cents = Fraction(period.money.cents * days, of)
    total.add(cents, period.money.currency, days)
    return (month, exact_told(cents, period.money.currency), days, KINDS_TOLD[period.kind])


def _at_minimum_wage(month: Month, days: int, why: str, total: _Sum, workings: Workings) -> tuple[Exact, ...]:
    wage = workings.value("minimum_wage", month.first).money
    cents = Fraction(wage.cents * days, workings.calendar.working_days(month))
    total.add(cents, wage.currency, days)
    return (month, exact_told(cents, wage.currency), days, f"минимална заплата: {why}")


def _special_days(
    periods: tuple[SpecialPeriod, ...], month: Month, workings: Workings
) -> list[tuple[SpecialPeriod, int]]:
    if not periods:
        return []
    first, last = month.first, month.last
    found = []
    for period in periods:
        if period.from_ <= last and period.to >= first:
            days = workings.calendar.working_days_between(max(period.from_, first), min(period.to, last))
            found.append((period, days))
    return [(period, days) for period, days in sorted(found, key=lambda pair: pair[0].from_) if days]


@rule("чл. 54б, ал. 8 КСО", "При периоди в други държави от ЕС се взема и доходът в тях за 24-те месеца.")
def _doubt_eu_income(facts: UnemploymentFacts, workings: Workings) -> None:
    if any(period.kind == "eu_state" for period in facts.special_periods):
        all_income = workings.value("unemployment_eu_income", _decided_on(facts))
        if not all_income.whole:
            workings.doubt(readings.EU_INCOME_BEFORE_2024)


def _decided_on(facts: UnemploymentFacts) -> date:
    """The rule of 13.08.2024 holds for what was not yet granted then; the application is the nearest known day."""
    return facts.applied_on
