"""The amount of a pension, Art. 70: country income × coefficient × percent for the service, within its limits.

The formulas take one person or columns of people.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from nssi.law import readings
from nssi.law.calendar import Month
from nssi.law.errors import BadFacts
from nssi.law.length import Length
from nssi.law.money import Currency, Money, Whole, exact, greatest, half_up, least
from nssi.law.receipt import Workings
from nssi.law.rule import rule

CODE_SINCE = date(2000, 1, 1)
COEFFICIENT_PARTS = 10_000
"""A coefficient is kept as a whole number of ten-thousandths."""
PERCENT_PARTS = 100_000
"""Percentages for a year of service are kept as whole thousandths of a percent."""


class MinimumKind(StrEnum):
    """Which minimum pension holds: for full service, or for service short of it."""

    ART_68_1 = "art_68_1"
    ART_68_3 = "art_68_3"


@dataclass(frozen=True, slots=True)
class Weights:
    """Thousandths of a percent for a year of unconverted service, and of the difference from conversion."""

    unconverted: int
    difference: int


def coefficient_parts(coefficient: Decimal) -> int:
    """Return a coefficient such as 1.200 as ten-thousandths."""
    parts = coefficient * COEFFICIENT_PARTS
    if parts != parts.to_integral_value() or not 0 <= coefficient <= 100:
        raise BadFacts("a coefficient of at most 100 with at most four decimals is expected")
    return int(parts)


@rule(
    "чл. 70, ал. 1 КСО",
    "Доходът × 1,35 % за година без превръщане и 1,2 % за година разлика от превръщането.",
)
def amount_at_grant(
    income: Whole, coefficient: Whole, service: Whole, difference: Whole, weights: Weights, days_in_year: int
) -> Whole:
    """Return the monthly pension in cents, rounded once, a half up.

    `income`: cents of the country's average income; `coefficient`: ten-thousandths; `service`: counted days,
    unconverted; `difference`: counted days, converted less unconverted.
    """
    weighted = service * weights.unconverted + difference * weights.difference
    return half_up(income * coefficient * weighted, COEFFICIENT_PARTS * PERCENT_PARTS * days_in_year)


@rule("чл. 70, ал. 1 КСО", "Процентите се определят от началната дата на пенсията.")
def weights_on(day: date, workings: Workings) -> Weights:
    """Return the percentages for a pension that begins on `day`."""
    unconverted, difference = workings.value("pension_percent", day).table
    return Weights(unconverted, difference)


@rule(
    "чл. 70, ал. 13 и § 6, ал. 1 ПЗР КСО",
    "Изплаща се не по-малко от минималния и не повече от максималния размер.",
)
def payable(actual: Whole, minimum: Whole | int, maximum: Whole | int) -> Whole:
    """Return what is paid of an actual amount; all in cents of one currency."""
    return least(greatest(actual, minimum), maximum)


def limits_on(day: date, kind: MinimumKind, workings: Workings) -> tuple[Money, Money]:
    """Return the minimum and the maximum pension of a day."""
    minimum = workings.value("pension_minimum", day).money
    if kind == MinimumKind.ART_68_3:
        percent = workings.value("pension_minimum_art_68_3_percent", day).whole
        minimum = Money(half_up(minimum.cents * percent, 100), minimum.currency)
    return minimum, workings.value("pension_maximum", day).money


@rule(
    "чл. 70, ал. 2 КСО, чл. 21 НПОС",
    "Доходът за страната за 12-те месеца преди месеца на отпускането; до 2000 г. – този за 2007 г.",
)
def country_income(granted_on: date, workings: Workings) -> Money:
    """Return the country's average income for a pension granted on a day, as it was announced."""
    if granted_on < CODE_SINCE:
        return workings.value("country_income_before_2000", date(2007, 12, 31)).money
    return workings.value("country_average_income", Month.of(granted_on).plus(-1).first).money


def counted_days(service: Length, in_month: int, workings: Workings) -> int:
    """Return a length of service as counted days; leftover days are a part of their month."""
    if service.days:
        workings.doubt(readings.PENSION_DAYS)
    return service.in_days(in_month)


@rule(
    "чл. 70, ал. 4 КСО",
    "Индивидуалният коефициент: средният доход на лицето към средния за страната за същите месеци.",
)
def individual_coefficient(months: Iterable[tuple[Month, Money]], workings: Workings) -> Decimal:
    """Return the coefficient from the person's months: Σ own income ÷ Σ country income, to the third decimal.

    A month of the country that is not known is a `MissingValue`.
    """
    own, country = Fraction(0), Fraction(0)
    for month, income in months:
        own += exact(income, Currency.BGN)
        country += exact(workings.value("country_monthly_income", month.first).money, Currency.BGN)
    if not country:
        raise BadFacts("months: at least one is expected")
    workings.doubt(readings.COEFFICIENT_ROUNDING)
    thousandths = half_up(1000 * (own / country).numerator, (own / country).denominator)
    result = Decimal(thousandths).scaleb(-3)
    workings.step(
        "чл. 70, ал. 4 КСО", "Индивидуален коефициент", f"{own / 100} ÷ {country / 100}", str(result)
    )
    return result
