"""The insurable income of the persons of Art. 4(1) item 4, and the contributions on it by fund (S4.3).

Between the minimum wage, in proportion to the working time, and one ceiling over all relations of the month.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from nssi.law import readings
from nssi.law.calendar import Month
from nssi.law.errors import BadFacts, MissingValue
from nssi.law.money import Currency, Money, Whole, exact, greatest, least, rounded
from nssi.law.parameters import Parameters
from nssi.law.receipt import Receipt, Workings
from nssi.law.rule import rule


class InsuredType(StrEnum):
    """Codes of declaration form 1 for the persons of Art. 4(1) item 4."""

    SERVICEMEN_AND_INTERIOR = "06"
    INTELLIGENCE_AND_COURIERS = "17"
    INTELLIGENCE_OFFICERS = "83"


class PayState(StrEnum):
    """What became of the pay of a month."""

    RECEIVED = "received"
    ACCRUED_UNPAID = "accrued_unpaid"
    NOT_ACCRUED = "not_accrued"


class BorneBy(StrEnum):
    """Who bears a contribution."""

    STATE_BUDGET = "state_budget"


@dataclass(frozen=True, slots=True)
class Relation:
    """One insurer of the month: gross pay, its state, and the share of the full working time."""

    insurer: str
    pay: Decimal
    state: PayState
    currency: Currency
    working_time_share: Decimal = Decimal(1)

    def __post_init__(self) -> None:
        Money.of(self.pay, self.currency)
        if not 0 < self.working_time_share <= 1:
            raise BadFacts("working_time_share: above 0 and at most 1 is expected")


@dataclass(frozen=True, slots=True)
class IncomeFacts:
    """One month of a person. `work_accident_percent` is that of the insurer's activity, where it is known."""

    month: Month
    insured_type: InsuredType
    relations: tuple[Relation, ...]
    born_before_1960: bool
    work_accident_percent: Decimal | None

    def __post_init__(self) -> None:
        if not self.relations:
            raise BadFacts("relations: at least one is expected")
        if self.work_accident_percent is not None and self.work_accident_percent > 100:
            raise BadFacts("work_accident_percent: at most 100 is expected")


@dataclass(frozen=True, slots=True)
class RelationIncome:
    """The insurable income that one relation brings, after the common ceiling."""

    insurer: str
    money: Money


@dataclass(frozen=True, slots=True)
class Contribution:
    """A contribution to one fund."""

    fund: str
    percent: str
    money: Money
    borne_by: BorneBy


@dataclass(frozen=True, slots=True)
class MonthIncome:
    """The answer: the income of the month, by relation, between which limits, and the contributions."""

    insurable_income: Money
    by_relation: tuple[RelationIncome, ...]
    floor: Money
    ceiling: Money
    contributions: tuple[Contribution, ...]


FUNDS = {
    "contribution_sickness_maternity": "Общо заболяване и майчинство",
    "contribution_unemployment": "Безработица",
    "contribution_health": "Здравно осигуряване",
}


def insurable_income(facts: IncomeFacts, parameters: Parameters) -> Receipt[MonthIncome]:
    """Answer what the insurable income of a month is and which contributions are due on it."""
    workings = Workings(parameters)
    day = facts.month.first
    wage = workings.value("minimum_wage", day).money
    ceiling = workings.value("maximum_insurable_income", day).money
    counted, floor, room = [], 0, ceiling.cents
    for relation in facts.relations:
        least_income = proportional_minimum(wage, relation.working_time_share)
        income = income_of_relation(relation, least_income, workings)
        floor += least_income.cents
        part = under_ceiling(income.cents, room)
        room -= part
        counted.append(RelationIncome(relation.insurer, Money(part, ceiling.currency)))
        workings.step(
            "чл. 6, ал. 5 КСО",
            f"Доход от {relation.insurer}",
            f"не по-малко от {least_income.told}, общо не повече от {ceiling.told}",
            Money(part, ceiling.currency),
        )
    if not room and len(facts.relations) > 1:
        workings.doubt(readings.CEILING_IN_ORDER)
    total = Money(ceiling.cents - room, ceiling.currency)
    workings.step("чл. 6, ал. 5 КСО", "Осигурителен доход за месеца", "сбор по правоотношения", total)
    answer = MonthIncome(
        insurable_income=total,
        by_relation=tuple(counted),
        floor=Money(min(floor, ceiling.cents), ceiling.currency),
        ceiling=ceiling,
        contributions=tuple(contributions(facts, total, workings)),
    )
    return workings.receipt("insurable-income", facts, answer)


@rule(
    "чл. 6, ал. 5 и чл. 9, ал. 1 КСО",
    "Не по-малко от минималната заплата, при непълно време – съответната част от нея.",
)
def proportional_minimum(wage: Money, share: Decimal | Fraction) -> Money:
    """Return the part of the minimum wage for a share of the working time, a half cent up."""
    return rounded(wage.cents * Fraction(share), wage.currency)


@rule("чл. 6, ал. 5 КСО", "Брутното възнаграждение, получено или начислено и неизплатено.")
def income_of_relation(relation: Relation, minimum: Money, workings: Workings) -> Money:
    """Return the income of a relation before the common ceiling, in the currency of the month.

    Pay that was not accrued brings the proportional minimum wage: contributions are due on no less.
    """
    if relation.state == PayState.NOT_ACCRUED:
        workings.doubt(readings.NOT_ACCRUED)
        return minimum
    pay = rounded(exact(Money.of(relation.pay, relation.currency), minimum.currency), minimum.currency)
    return Money(greatest(pay.cents, minimum.cents), minimum.currency)


@rule("чл. 6, ал. 5 КСО", "Общо за всички правоотношения не повече от максималния месечен размер.")
def under_ceiling(income: Whole, room: Whole) -> Whole:
    """Return how much of an income still fits under the ceiling that is common to all relations."""
    return least(income, room)


@rule("чл. 6 КСО", "Вноските по фондове са за сметка на държавния бюджет.")
def contributions(facts: IncomeFacts, income: Money, workings: Workings) -> Iterator[Contribution]:
    """Give the contributions on `income`, each rounded half up. A percentage that is not known is left out and told."""
    day = facts.month.first
    try:
        if facts.born_before_1960:
            yield _contribution(
                "Пенсии за лицата по чл. 69",
                "contribution_pensions_art_69_before_1960",
                day,
                income,
                workings,
            )
        else:
            workings.doubt(readings.BORN_SINCE_1960)
            yield _contribution(
                "Пенсии за лицата по чл. 69", "contribution_pensions_art_69_since_1960", day, income, workings
            )
            yield _contribution(
                "Универсален пенсионен фонд", "contribution_universal_pension_fund", day, income, workings
            )
        for name, fund in FUNDS.items():
            yield _contribution(fund, name, day, income, workings)
    except MissingValue as missing:
        workings.gap(missing, "Вноските не са изчислени.")
        return
    fund = "Трудова злополука и професионална болест"
    if facts.work_accident_percent is None:
        workings.doubt(readings.WORK_ACCIDENT_CONTRIBUTION)
    else:
        yield _at(fund, facts.work_accident_percent, income, workings)


def _contribution(fund: str, name: str, day: date, income: Money, workings: Workings) -> Contribution:
    value = workings.value(name, day)
    return _at(fund, Decimal(str(value.value)), income, workings)


def _at(fund: str, percent: Decimal, income: Money, workings: Workings) -> Contribution:
    due = rounded(income.cents * Fraction(percent) / 100, income.currency)
    workings.step(
        "чл. 6 КСО",
        f"Вноска за фонд „{fund}“",
        f"{str(percent).replace('.', ',')}\N{NO-BREAK SPACE}% × {income.told}",
        due,
    )
    return Contribution(fund, str(percent), due, BorneBy.STATE_BUDGET)
