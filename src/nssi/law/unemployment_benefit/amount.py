"""The daily amount, Art. 54b: 60 % of the average income between floor and ceiling, the minimum, the half.

`sixty_percent` and `within` are the formula; they take one person or columns of people.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from math import lcm

from nssi.law import readings
from nssi.law.calendar import DAY, told
from nssi.law.errors import MissingValue
from nssi.law.money import (
    RATE_EURO,
    RATE_LEVA,
    Currency,
    Money,
    Whole,
    benefit_in_euro,
    exact_told,
    greatest,
    half_up,
    least,
)
from nssi.law.parameters import Value
from nssi.law.receipt import Workings
from nssi.law.rule import rule
from nssi.law.unemployment_benefit.average import Income
from nssi.law.unemployment_benefit.facts import UnemploymentFacts


@rule("чл. 54б, ал. 1 КСО", "Дневният размер е 60 на сто от среднодневния доход.")
def sixty_percent(leva: Whole, euro: Whole, days: Whole, percent: int, currency: Currency) -> Whole:
    """Return `percent` of the income for one day, in cents of `currency`; rounded once, a half up.

    `leva` and `euro` are stotinki and euro cents; each is converted at the fixed rate, unrounded.
    """
    unit = RATE_LEVA if currency == Currency.EUR else RATE_EURO
    return half_up(percent * (leva * RATE_EURO + euro * RATE_LEVA), days * (100 * unit))


@rule("чл. 54б, ал. 2 КСО", "Не по-малко от минималния и не повече от максималния дневен размер за деня.")
def within(amount: Whole, minimum: Whole | int, maximum: Whole | int) -> Whole:
    """Return the amount within the floor and the ceiling of a day; all in cents of one currency."""
    return least(greatest(amount, minimum), maximum)


@rule(
    "чл. 54б, ал. 6 КСО",
    "При непълно време със заплата под минималната се изплаща половината до края на срока.",
)
def half_of(amount: Whole, percent: int) -> Whole:
    """Return `percent` of a rounded daily amount, a half cent up."""
    return half_up(amount * percent, 100)


@dataclass(frozen=True, slots=True)
class Daily:
    """The daily amount from a day on, until the next such row."""

    from_: date
    money: Money


def base_amount(income: Income, facts: UnemploymentFacts, start: date, workings: Workings) -> Money:
    """Return the daily amount before floor and ceiling, in the currency of the first day paid."""
    currency = workings.value("unemployment_daily_minimum", start).money.currency
    percent = workings.value("unemployment_percent", facts.terminated_on).whole
    scale = lcm(income.leva.denominator, income.euro.denominator)
    leva, euro = int(income.leva * scale), int(income.euro * scale)
    base = Money(sixty_percent(leva, euro, income.days * scale, percent, currency), currency)
    workings.doubt(readings.ONE_ROUNDING)
    if (income.leva and income.euro) or (income.leva and currency == Currency.EUR):
        workings.doubt(readings.CONVERSION)
    workings.step(
        "чл. 54б, ал. 1 КСО",
        "Дневен размер преди минималния и максималния",
        f"{percent}\N{NO-BREAK SPACE}% × {_income(income, currency)} ÷ {income.days}, закръглено веднъж",
        base,
    )
    return base


def _income(income: Income, currency: Currency) -> str:
    leva, euro = exact_told(income.leva, Currency.BGN), exact_told(income.euro, Currency.EUR)
    if currency == Currency.EUR:
        return f"({leva} ÷ 1,95583 + {euro})"
    return f"({leva} + {euro} × 1,95583)" if income.euro else leva


@dataclass(frozen=True, slots=True)
class DailyAmount:
    """An amount for each working day from `first` to `last`."""

    first: date
    last: date
    money: Money


def daily_amounts(
    base: Money | None, spans: Iterable[tuple[date, date]], half_from: date | None, workings: Workings
) -> Iterator[DailyAmount]:
    """Give the daily amounts over the spans of days paid; `base` None means the minimum only.

    Stops, noting what is missing, where floor or ceiling is not known yet; if that is so from the first day
    on, it is an error.
    """
    known = False
    for first, last in spans:
        day = first
        while day <= last:
            try:
                low, high = _limits(day, workings)
            except MissingValue as missing:
                if not known:
                    raise
                workings.gap(missing, f"Размерът от {told(day)} нататък не е изчислен.")
                return
            amount = _from_day(day, last, base, (low, high), half_from, workings)
            known, day = True, amount.last + DAY
            yield amount


def _from_day(
    day: date,
    last: date,
    base: Money | None,
    limits: tuple[Value, Value],
    half_from: date | None,
    workings: Workings,
) -> DailyAmount:
    low, high = limits
    until = min(last, *(value.until or last for value in limits))
    money = _on_day(base, low.money, high.money, workings)
    article, formula = "чл. 54б, ал. 2 КСО", f"между {low.money.told} и {high.money.told}"
    if half_from and day >= half_from:
        workings.doubt(readings.HALF_OF_ROUNDED)
        percent = workings.value("unemployment_part_time_percent", day).whole
        money = Money(half_of(money.cents, percent), money.currency)
        article, formula = "чл. 54б, ал. 6 КСО", f"{formula}, от него {percent}\N{NO-BREAK SPACE}%"
    elif half_from and half_from <= until:
        until = half_from - DAY
    workings.step(article, f"Дневен размер от {told(day)} до {told(until)}", formula, money)
    return DailyAmount(day, until, money)


def _limits(day: date, workings: Workings) -> tuple[Value, Value]:
    low = workings.value("unemployment_daily_minimum", day)
    high = workings.value("unemployment_daily_maximum", day)
    return low, high


def _on_day(base: Money | None, low: Money, high: Money, workings: Workings) -> Money:
    if base is None:
        return low
    cents = base.cents
    if base.currency == Currency.BGN and low.currency == Currency.EUR:
        workings.doubt(readings.RUNNING_BENEFIT_IN_EURO)
        cents = benefit_in_euro(cents)
    return Money(within(cents, low.cents, high.cents), low.currency)
