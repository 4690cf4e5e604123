"""The daily amount: a percentage of the average daily income of 18 or 24 months, within its limits.

`part_of_average` and `limited` are the formula; they take one person or columns of people.
"""

from fractions import Fraction

from nssi.law import readings
from nssi.law.calendar import Month, told
from nssi.law.money import (
    Currency,
    Money,
    Whole,
    benefit_in_euro,
    exact,
    exact_told,
    greatest,
    half_up,
    least,
    rounded,
)
from nssi.law.receipt import Exact, Workings
from nssi.law.rule import rule
from nssi.law.short_term_benefits.facts import ShortTermFacts


@rule("чл. 41, ал. 1 и чл. 49, ал. 1 КСО", "Дневният размер е част от среднодневния осигурителен доход.")
def part_of_average(cents: Whole, days: Whole, percent: int) -> Whole:
    """Return `percent` of the income for one day, rounded once, a half cent up."""
    return half_up(cents * percent, days * 100)


@rule("чл. 41, ал. 3 и чл. 49, ал. 2 КСО", "Не повече от среднодневното нетно възнаграждение.")
def limited(amount: Whole, floor: Whole | int, net: Whole | int) -> Whole:
    """Return the amount not above the average daily net pay; `floor` wins over both."""
    return greatest(least(amount, net), floor)


@rule("чл. 41 и чл. 49 КСО", "За дните без осигуряване в периода се взема среднодневната минимална заплата.")
def average_income(
    facts: ShortTermFacts, months: int, currency: Currency, workings: Workings
) -> tuple[int, int]:
    """Return the income (cents of `currency`) and the days of the months before the leave, scaled to whole numbers."""
    rows = {row.month: row for row in facts.months}
    last = Month.of(facts.leave_started_on or facts.from_).plus(-1)
    total, days = Fraction(0), 0
    lines: list[tuple[Exact, ...]] = []
    for index in range(1 - months, 1):
        month = last.plus(index)
        working = workings.calendar.working_days(month)
        row = rows.get(month)
        worked = min(row.days, working) if row else 0
        if row:
            total += exact(row.money, currency)
            lines.append((month, row.money, worked, "осигурителен доход"))
        if gap := working - worked:
            wage = workings.value("minimum_wage", month.first).money
            total += exact(wage, currency) * gap / working
            lines.append((month, wage, gap, "минимална заплата за месеца, за дните без осигуряване"))
        days += working
    workings.step(
        "чл. 41, ал. 1 и чл. 49, ал. 1 КСО",
        f"Доход от {last.plus(1 - months).told} до {last.told} (месец, доход, дни, основание)",
        f"{exact_told(total, currency)}, дни",
        days,
        tuple(lines),
    )
    scale = total.denominator
    return int(total * scale), days * scale


def daily_amount(facts: ShortTermFacts, percent: int, months: int, floor: int, workings: Workings) -> Money:
    """Return the daily amount in the currency of the first day; `floor` in its cents, 0 for none."""
    currency = workings.value("minimum_wage", facts.from_).money.currency
    cents, days = average_income(facts, months, currency, workings)
    amount = part_of_average(cents, days, percent)
    net = amount
    if facts.average_daily_net is None:
        workings.doubt(readings.NET_CEILING_ABSENT)
    else:
        net = rounded(exact(facts.average_daily_net, currency), currency).cents
    daily = Money(limited(amount, floor, net), currency)
    workings.step(
        "чл. 41 и чл. 49 КСО",
        f"Дневен размер от {told(facts.from_)}",
        f"{percent}\N{NO-BREAK SPACE}% от среднодневния доход, не над {Money(net, currency).told}",
        daily,
    )
    return daily


def in_currency_of(month: Month, amount: Money, workings: Workings) -> Money:
    """Return a running daily amount in the currency of a month: leva become euro by the third-digit rule."""
    if amount.currency == Currency.BGN and month.first.year >= 2026:
        workings.doubt(readings.RUNNING_BENEFIT_IN_EURO)
        return Money(benefit_in_euro(amount.cents), Currency.EUR)
    return amount


def daily_minimum_wage(facts: ShortTermFacts, workings: Workings) -> int:
    """Return the minimum wage for one working day of the month in which the leave starts, in cents."""
    month = Month.of(facts.from_)
    wage = workings.value("minimum_wage", facts.from_).money
    return half_up(wage.cents, workings.calendar.working_days(month))
