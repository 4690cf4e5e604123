"""The persons of Art. 4(1) item 4 of the Code in figures: the limits of their income by year, and a small calculator."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nssi.law.calendar import Month
from nssi.law.errors import MissingValue
from nssi.law.insurable_income import (
    IncomeFacts,
    InsuredType,
    MonthIncome,
    PayState,
    Relation,
    insurable_income,
)
from nssi.law.insurable_service import Contributions, Period, Service, ServiceFacts, insurable_service
from nssi.law.parameters import Parameters, Value
from nssi.law.receipt import Receipt

FULL_DAY = 8  # hours
LIMITS = ("minimum_wage", "maximum_insurable_income")


@dataclass(frozen=True)
class Limits:
    """Between which limits the income of a month stood, from `since` on; None where no amount is known."""

    since: date
    minimum_wage: Value | None
    maximum_income: Value | None

    @property
    def verified(self) -> bool:
        """Whether both amounts were seen in an act."""
        return all(value.verified for value in (self.minimum_wage, self.maximum_income) if value)


@dataclass(frozen=True)
class MonthAnswer:
    """What a month brings: the insurable income with its receipt, and the service."""

    income: Receipt[MonthIncome]
    service: Receipt[Service]


def limits_of_year(year: int, parameters: Parameters) -> tuple[Limits, ...]:
    """Return the limits of the insurable income in a year, a row for each step inside it (S4.3); none where none is known."""
    rows = (
        Limits(day, *(_at(parameters, name, day) for name in LIMITS))
        for day in _days_of_change(year, parameters)
    )
    return tuple(row for row in rows if row.minimum_wage or row.maximum_income)


def years_with_limits(parameters: Parameters) -> tuple[int, int]:
    """Return the first and the last year for which limits are known."""
    values = [value for name in LIMITS for value in parameters.schedule(name).values]
    last = max(values, key=lambda value: value.since)
    return min(value.since for value in values).year, last.since.year


def month_of_pay(month: Month, pay: Decimal, hours: Decimal, parameters: Parameters) -> MonthAnswer:
    """Answer what the insurable income and the service of one month are (S4.3, S4.4).

    `pay`: gross, in the currency of the month; `hours`: worked a day, of the 8 of the full working time. Raises
    `MissingValue` where no amounts are known for the month.
    """
    currency = parameters.at("minimum_wage", month.first).money.currency
    relation = Relation("възнаграждението", pay, PayState.RECEIVED, currency, hours / FULL_DAY)
    facts = IncomeFacts(month, InsuredType.SERVICEMEN_AND_INTERIOR, (relation,), False, None)
    income = insurable_income(facts, parameters)
    worked = Period(
        from_=month.first,
        to=month.last,
        category=1,
        days=None,
        hours=None,
        daily_hours=hours,
        pay=income.answer.insurable_income,
        insured_for_unemployment=True,
        statutory_daily_hours=FULL_DAY,
        contributions=Contributions.DUE,
    )
    return MonthAnswer(income, insurable_service(ServiceFacts((worked,)), parameters))


def _days_of_change(year: int, parameters: Parameters) -> Iterable[date]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    changes = (change.since for name in LIMITS for change in parameters.schedule(name).changes(first, last))
    return sorted({first, *changes})


def _at(parameters: Parameters, name: str, day: date) -> Value | None:
    try:
        return parameters.at(name, day)
    except MissingValue:
        return None
