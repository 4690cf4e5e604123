"""The insurable service that payrolls of ended insurers show (Art. 40(9) of the ordinance on pensions).

Payrolls reach back to years whose working days nobody has listed. So a month counts as the payroll has it: worked in whole,
or so many days of it; no other month counts more than a whole one.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from nssi.law import readings
from nssi.law.calendar import Month
from nssi.law.errors import BadFacts
from nssi.law.insurable_service import converted_days
from nssi.law.length import Length
from nssi.law.parameters import Parameters
from nssi.law.receipt import Receipt, Workings
from nssi.law.rule import rule


@dataclass(frozen=True, slots=True)
class PayrollMonth:
    """A month of a payroll: days worked, whether they were all of the month, and the labour category."""

    month: Month
    category: int
    days: int
    whole: bool

    def __post_init__(self) -> None:
        if self.category not in {1, 2, 3}:
            raise BadFacts("category: 1, 2 or 3 is expected")
        if not 0 <= self.days <= 31:
            raise BadFacts("days: from 0 to 31 are expected")


@dataclass(frozen=True, slots=True)
class PayrollServiceFacts:
    """What payrolls say of a person; several rows of a month are several insurers, or categories."""

    months: tuple[PayrollMonth, ...]


@dataclass(frozen=True, slots=True)
class PayrollService:
    """The answer: by category, unconverted in all, and converted to the third."""

    by_category: dict[str, Length]
    total: Length
    converted_to_third: Length


def payroll_service(facts: PayrollServiceFacts, parameters: Parameters) -> Receipt[PayrollService]:
    """Answer how long the insurable service is that the payrolls show."""
    workings = Workings(parameters)
    last_day = max((row.month.last for row in facts.months), default=date(2000, 1, 1))
    in_month = workings.value("service_days_in_month", last_day).whole
    workings.doubt(readings.DAYS_MAKE_MONTH)
    workings.doubt(readings.PAYROLL_MONTHS)
    days = days_by_category(facts.months, in_month)
    converted = sum(
        converted_days(Fraction(days[category]), category, last_day, workings) for category in (1, 2, 3)
    )
    answer = PayrollService(
        by_category={str(category): Length.of_days(days[category], in_month) for category in (1, 2, 3)},
        total=Length.of_days(sum(days.values()), in_month),
        converted_to_third=Length.of_days(converted, in_month),
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
    return workings.receipt("payroll-service", facts, answer)


@rule(
    "чл. 40, ал. 9 НПОС",
    "Стажът по ведомости се брои по месеци: изцяло отработен месец е месец, в друг се броят дните; месец се брои веднъж.",
)
def days_by_category(months: tuple[PayrollMonth, ...], in_month: int) -> dict[int, int]:
    """Return the counted days of each category, `in_month` to a month; in one month the better category goes first."""
    days = {1: 0, 2: 0, 3: 0}
    left: dict[Month, int] = {}
    for row in sorted(months, key=lambda row: (row.month, row.category, not row.whole, -row.days)):
        room = left.setdefault(row.month, in_month)
        counted = min(in_month if row.whole else row.days, room)
        days[row.category] += counted
        left[row.month] = room - counted
    return days
