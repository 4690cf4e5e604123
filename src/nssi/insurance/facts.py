"""What the register says of a person, as the facts of `law/`: months by fund, special periods, service by category.

The declarations count days, not dates: where a rule asks for dates, the days of a leave are laid on the last working
days of their month. Income of a leave is not declared; it is taken as the average of the months before (Art. 54b(7)).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from nssi.insurance.insured_types import SICKNESS_MATERNITY, UNEMPLOYMENT
from nssi.insurance.queries import Declared
from nssi.law.calendar import Calendar, Month
from nssi.law.errors import MissingValue
from nssi.law.insurable_service import Contributions, Period, PeriodKind
from nssi.law.money import Currency, Money, exact, rounded
from nssi.law.parameters import Parameters
from nssi.law.short_term_benefits.facts import InsuredForSickness
from nssi.law.unemployment_benefit.facts import InsuredMonth, SpecialKind, SpecialPeriod

FULL_DAY = 8  # hours
MONTHS_OF_AVERAGE = 18
MOST_UNPAID_LEAVE = 30  # working days a year that count (Art. 9(2))
BENEFIT_TYPE = 15
"""Persons who receive unemployment benefit: their time is service, and brings no right to a new one."""


@dataclass(frozen=True)
class InsuranceFacts:
    """The facts of one person: for unemployment, for the short-term benefits, for the service. Months oldest first."""

    unemployment_months: tuple[InsuredMonth, ...]
    special_periods: tuple[SpecialPeriod, ...]
    sickness_months: tuple[InsuredForSickness, ...]
    periods: tuple[Period, ...]
    sickness_periods: tuple[Period, ...]


def facts_of(declared: Iterable[Declared], parameters: Parameters) -> InsuranceFacts:
    """Return the facts that the declarations of one person state."""
    rows = sorted(declared, key=lambda row: (row.month, row.insurer, row.insured_type))
    sickness = [row for row in rows if SICKNESS_MATERNITY in row.type.risks]
    unemployment = [row for row in rows if UNEMPLOYMENT in row.type.risks]
    return InsuranceFacts(
        unemployment_months=tuple(_unemployment_months(unemployment, parameters)),
        special_periods=tuple(_special_periods(unemployment, parameters.calendar)),
        sickness_months=tuple(_sickness_months(sickness, parameters)),
        periods=tuple(_periods(rows)),
        sickness_periods=tuple(_periods(sickness)),
    )


def last_insured_day(declared: Iterable[Declared]) -> date | None:
    """Return the last day on which the declarations have the person insured; None without any."""
    return max((row.last_day for row in declared), default=None)


def _unemployment_months(rows: list[Declared], parameters: Parameters) -> Iterator[InsuredMonth]:
    for month, of_month in _by_month(rows).items():
        income = _income(month, of_month, parameters)
        days = _days(month, of_month, parameters.calendar, lambda row: row.insured_days)
        yield InsuredMonth(month, days, _amount(income), income.currency, insured_for_unemployment=True)


def _sickness_months(rows: list[Declared], parameters: Parameters) -> Iterator[InsuredForSickness]:
    for month, of_month in _by_month(rows).items():
        income = _income(month, of_month, parameters)
        days = _days(month, of_month, parameters.calendar, lambda row: row.worked_days)
        yield InsuredForSickness(month, _amount(income), income.currency, days)


def _by_month(rows: Iterable[Declared]) -> dict[Month, list[Declared]]:
    months = defaultdict(list)
    for row in rows:
        months[row.month].append(row)
    return months


def _income(month: Month, rows: list[Declared], parameters: Parameters) -> Money:
    """All insurers together bring no more than the maximum of the month (Art. 6(5)); each declares at most that."""
    cents = sum(row.income.cents for row in rows)
    most = maximum_income(month, parameters)
    return Money(cents if most is None else min(cents, most), rows[0].income.currency)


def maximum_income(month: Month, parameters: Parameters) -> int | None:
    """Return the maximum insurable income of a month in cents of its currency; None where it is not known."""
    try:
        return parameters.at("maximum_insurable_income", month.first).money.cents
    except MissingValue:
        return None


def _days(month: Month, rows: list[Declared], calendar: Calendar, counted: Callable[[Declared], int]) -> int:
    """A day counts once, however many insurers declare it."""
    return min(sum(counted(row) for row in rows), calendar.working_days(month))


def _amount(money: Money) -> Decimal:
    return Decimal(money.cents).scaleb(-2)


# Special periods (Art. 54b(7))


def _special_periods(rows: list[Declared], calendar: Calendar) -> Iterator[SpecialPeriod]:
    before: list[tuple[Money, int]] = []  # income and worked days of each month so far
    unpaid_in_year: dict[int, int] = defaultdict(int)
    for month, of_month in _by_month(rows).items():
        currency = of_month[0].income.currency
        unpaid = min(_most(of_month, "unpaid_leave_days"), MOST_UNPAID_LEAVE - unpaid_in_year[month.year])
        unpaid_in_year[month.year] += unpaid
        free = [day for day in _days_of(month) if calendar.is_working(day)]
        for kind, count in (
            (SpecialKind.CHILD_RAISING_LEAVE, _most(of_month, "child_raising_days")),
            (SpecialKind.UNPAID_LEAVE_SICKNESS_MATERNITY, _most(of_month, "days_without_contributions")),
            (SpecialKind.UNPAID_LEAVE_30_DAYS, unpaid),
            (SpecialKind.PAID_SICKNESS_MATERNITY_ADOPTION, _most(of_month, "sickness_days")),
        ):
            taken, free = (free[-count:], free[:-count]) if count else ([], free)
            if taken:
                income = _average(before, currency, len(taken)) if kind.brings_income else None
                amount = (_amount(income), currency) if income else (None, None)
                yield SpecialPeriod(kind, taken[0], taken[-1], *amount)
        income_of_month = Money(sum(row.income.cents for row in of_month), currency)
        before.append((income_of_month, sum(row.worked_days for row in of_month)))


def _most(rows: list[Declared], days: str) -> int:
    """Return the days of a kind that the insurers declare: a leave from all of them is one leave."""
    return max(int(getattr(row, days)) for row in rows)


def _average(before: list[tuple[Money, int]], currency: Currency, days: int) -> Money:
    """Return the average daily income of the last months, for so many days."""
    worked = before[-MONTHS_OF_AVERAGE:]
    of_days = sum(count for _, count in worked)
    income = sum((exact(money, currency) for money, _ in worked), Fraction(0))
    return rounded(income * days / of_days, currency) if of_days else Money(0, currency)


def _days_of(month: Month) -> Iterator[date]:
    return (date(month.year, month.month, day) for day in range(1, month.last.day + 1))


# Service (Art. 9)


def _periods(rows: Iterable[Declared]) -> Iterator[Period]:
    """Give a period for each declared month of an insurer; contributions on what is declared are paid or due."""
    for row in rows:
        if row.insured_days:
            yield Period(
                from_=row.first_day,
                to=row.last_day,
                category=row.type.category,
                days=min(row.insured_days, (row.last_day - row.first_day).days + 1),
                hours=None,
                daily_hours=_daily_hours(row),
                pay=None,
                insured_for_unemployment=UNEMPLOYMENT in row.type.risks,
                contributions=Contributions.DUE,
                kind=PeriodKind.UNEMPLOYMENT_BENEFIT if row.insured_type == BENEFIT_TYPE else PeriodKind.WORK,
            )


def _daily_hours(row: Declared) -> Decimal | None:
    """Return the hours of a working day where fewer than the full ones were worked; None for full time."""
    if not row.worked_hours or not row.worked_days or row.worked_hours >= FULL_DAY * row.worked_days:
        return None
    return Decimal(row.worked_hours) / row.worked_days
