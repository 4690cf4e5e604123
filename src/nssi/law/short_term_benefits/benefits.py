"""Each benefit by its article: who has it, how long, how much (S4.6, S4.8)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from nssi.law import entitlements, readings
from nssi.law.calendar import DAY, Month, add_months, told
from nssi.law.errors import BadFacts
from nssi.law.money import Money, half_up
from nssi.law.parameters import Parameters
from nssi.law.receipt import Reason, Receipt, Workings
from nssi.law.rule import rule
from nssi.law.short_term_benefits.amount import daily_amount, daily_minimum_wage, in_currency_of
from nssi.law.short_term_benefits.facts import BenefitKind, ShortTermFacts

RIGHTS = {
    BenefitKind.SICKNESS: "sickness",
    BenefitKind.WORK_ACCIDENT: "work_accident",
    BenefitKind.REASSIGNMENT: "reassignment",
    BenefitKind.MATERNITY: "maternity",
    BenefitKind.MATERNITY_UNUSED: "maternity",
    BenefitKind.FATHER_BIRTH: "maternity",
    BenefitKind.FATHER_REMAINDER: "maternity",
    BenefitKind.ADOPTION_UNDER_5: "adoption_under_5",
    BenefitKind.CHILD_CARE_UNDER_2: "child_care_under_2",
    BenefitKind.CHILD_CARE_UNDER_2_UNUSED: "child_care_under_2",
    BenefitKind.FATHER_CHILD_CARE_UNDER_8: "father_child_care_under_8",
}
FIXED = {
    BenefitKind.CHILD_CARE_UNDER_2,
    BenefitKind.CHILD_CARE_UNDER_2_UNUSED,
    BenefitKind.FATHER_CHILD_CARE_UNDER_8,
}


@dataclass(frozen=True, slots=True)
class BenefitPayment:
    """What is due for a month: for working days of it."""

    month: Month
    working_days: int
    money: Money


@dataclass(frozen=True, slots=True)
class ShortTermBenefit:
    """The answer. `daily` (none for fixed monthly amounts), the days the insurer pays, the last day paid, payments."""

    entitled: bool
    reasons: tuple[Reason, ...]
    daily: Money | None
    insurer_days: int
    insurer_percent: int | None
    from_: date | None
    to: date | None
    payments: tuple[BenefitPayment, ...]


def short_term_benefit(facts: ShortTermFacts, parameters: Parameters) -> Receipt[ShortTermBenefit]:
    """Answer whether there is a right to a short-term benefit, and how much is due for each month."""
    workings = Workings(parameters)
    obstacles = tuple(_obstacles(facts, workings))
    if obstacles:
        refused = ShortTermBenefit(False, obstacles, None, 0, None, None, None, ())
        return workings.receipt("short-term-benefit", facts, refused)
    last = min(facts.to, last_day(facts, workings))
    first, insurer_days, insurer_percent = facts.from_, 0, None
    if facts.kind in {BenefitKind.SICKNESS, BenefitKind.WORK_ACCIDENT}:
        first, insurer_days, insurer_percent = paid_by_insurer(facts, last, workings)
    daily = None if facts.kind in FIXED else _daily(facts, workings)
    payments = tuple(_payments(facts, daily, first, last, workings))
    article = entitlements.right(RIGHTS[facts.kind]).article
    answer = ShortTermBenefit(
        entitled=True,
        reasons=(Reason(article, f"Правото е от {told(facts.from_)}, обезщетението е до {told(last)}."),),
        daily=daily,
        insurer_days=insurer_days,
        insurer_percent=insurer_percent,
        from_=first if first <= last else None,
        to=last if first <= last else None,
        payments=payments,
    )
    return workings.receipt("short-term-benefit", facts, answer)


@rule(
    "чл. 40, ал. 1, чл. 48а, чл. 52а и чл. 53в КСО",
    "Осигурен в деня на риска и с нужния стаж; при злополука – без стаж.",
)
def _obstacles(facts: ShortTermFacts, workings: Workings) -> Iterator[Reason]:
    right = entitlements.right(RIGHTS[facts.kind])
    if facts.from_ < right.from_:
        yield Reason(right.article, f"{right.title}: правото е от {told(right.from_)}.")
        return
    if not facts.insured_on_start:
        yield Reason(right.article, f"Лицето не е осигурено към {told(facts.from_)}.")
    months = _service_months(facts, workings)
    workings.step(right.article, "Стаж като осигурен", f"нужни месеци: {months}", facts.service)
    if facts.service.whole_months < months:
        yield Reason(right.article, f"Стаж като осигурен: {facts.service} при нужни {months} месеца.")


def _service_months(facts: ShortTermFacts, workings: Workings) -> int:
    match facts.kind:
        case BenefitKind.WORK_ACCIDENT | BenefitKind.REASSIGNMENT:
            return 0
        case BenefitKind.SICKNESS:
            return 0 if facts.under_18 else workings.value("sickness_insured_months", facts.from_).whole
        case kind if kind in FIXED:
            return workings.value("child_care_insured_months", facts.from_).whole
        case _:
            return workings.value("maternity_insured_months", facts.from_).whole


@rule("чл. 40, ал. 5 КСО", "Първите работни дни се плащат от осигурителя.")
def paid_by_insurer(facts: ShortTermFacts, last: date, workings: Workings) -> tuple[date, int, int]:
    """Return the first day that the institute pays, how many working days the insurer pays, and at what percentage."""
    days = workings.value("sickness_employer_days", facts.from_).whole
    percent = workings.value("sickness_employer_percent", facts.from_).whole
    of_insurer = workings.calendar.add_working_days(facts.from_ - DAY, days)
    paid = workings.calendar.working_days_between(facts.from_, min(of_insurer, last))
    workings.step("чл. 40, ал. 5 КСО", "Работни дни, платени от осигурителя", f"първите {days}", paid)
    return of_insurer + DAY, paid, percent


@rule("чл. 50, чл. 53, чл. 53в, чл. 53г и чл. 47 КСО", "Всяко обезщетение има свой най-дълъг срок.")
def last_day(facts: ShortTermFacts, workings: Workings) -> date:
    """Return the last day on which the benefit may be paid."""
    start = facts.leave_started_on or facts.from_
    match facts.kind:
        case BenefitKind.SICKNESS | BenefitKind.WORK_ACCIDENT:
            return facts.to
        case BenefitKind.REASSIGNMENT:
            workings.doubt(readings.REASSIGNMENT_DIFFERENCE)
            return add_months(start, workings.value("reassignment_benefit", facts.from_).whole) - DAY
        case BenefitKind.FATHER_BIRTH:
            return start + (workings.value("father_birth_days", facts.from_).whole - 1) * DAY
        case BenefitKind.ADOPTION_UNDER_5:
            limit = start + (workings.value("adoption_days", facts.from_).whole - 1) * DAY
            return min(limit, _birthday(facts, 5) - DAY)
        case BenefitKind.FATHER_CHILD_CARE_UNDER_8:
            limit = add_months(start, workings.value("father_child_care_months", facts.from_).whole) - DAY
            return min(limit, _birthday(facts, 8) - DAY)
        case BenefitKind.CHILD_CARE_UNDER_2 | BenefitKind.CHILD_CARE_UNDER_2_UNUSED:
            return _birthday(facts, 2) - DAY
        case _:
            if facts.kind == BenefitKind.FATHER_REMAINDER and facts.from_ < add_months(_born(facts), 6):
                raise BadFacts("from: the child is not six months old yet")
            return start + (workings.value("maternity_days", facts.from_).whole - 1) * DAY


def _born(facts: ShortTermFacts) -> date:
    if facts.child_born_on is None:
        raise BadFacts("child_born_on: is missing")
    return facts.child_born_on


def _birthday(facts: ShortTermFacts, years: int) -> date:
    return add_months(_born(facts), 12 * years)


@rule(
    "чл. 41, чл. 47, чл. 49, чл. 50а и чл. 53в КСО",
    "80 % при болест, 90 % при злополука и майчинство, половината при връщане на работа.",
)
def _daily(facts: ShortTermFacts, workings: Workings) -> Money:
    day = facts.from_
    match facts.kind:
        case BenefitKind.SICKNESS | BenefitKind.REASSIGNMENT:
            name = "sickness_percent"
        case BenefitKind.WORK_ACCIDENT:
            name = "work_accident_percent"
        case _:
            name = "maternity_percent"
    percent = 100 if facts.kind == BenefitKind.REASSIGNMENT else workings.value(name, day).whole
    maternity = name == "maternity_percent"
    months = workings.value("maternity_income_months" if maternity else "sickness_income_months", day).whole
    floor = daily_minimum_wage(facts, workings) if maternity else 0
    daily = daily_amount(facts, percent, months, floor, workings)
    if facts.kind == BenefitKind.MATERNITY_UNUSED:
        unused = workings.value("maternity_unused_percent", day).whole
        return Money(half_up(daily.cents * unused, 100), daily.currency)
    if facts.kind == BenefitKind.REASSIGNMENT and facts.daily_after_reassignment is not None:
        if facts.daily_after_reassignment.currency != daily.currency:
            raise BadFacts(f"daily_after_reassignment: {daily.currency} is expected")
        return Money(max(daily.cents - facts.daily_after_reassignment.cents, 0), daily.currency)
    return daily


@rule(
    "чл. 40, ал. 4, чл. 53 и чл. 53г КСО",
    "Дневен размер по работните дни, или месечният по работните дни от месеца.",
)
def _payments(
    facts: ShortTermFacts, daily: Money | None, first: date, last: date, workings: Workings
) -> Iterator[BenefitPayment]:
    workings.doubt(readings.BENEFIT_BY_WORKING_DAYS)
    month = Month.of(first)
    while month <= Month.of(last) and first <= last:
        days = workings.calendar.working_days_between(max(first, month.first), min(last, month.last))
        if daily is not None:
            amount = in_currency_of(month, daily, workings)
            money = Money(amount.cents * days, amount.currency)
        else:
            money = _fixed(facts, month, days, workings)
        workings.step("чл. 40, ал. 4 КСО", f"За {month.told}", f"{days} работни дни", money)
        yield BenefitPayment(month, days, money)
        month = month.plus(1)


def _fixed(facts: ShortTermFacts, month: Month, days: int, workings: Workings) -> Money:
    monthly = workings.value("child_care_monthly", month.first).money
    percent = 100
    if facts.kind == BenefitKind.CHILD_CARE_UNDER_2_UNUSED:
        percent = workings.value("child_care_unused_percent", month.first).whole
    of = workings.calendar.working_days(month)
    return Money(half_up(monthly.cents * percent * days, 100 * of), monthly.currency)
