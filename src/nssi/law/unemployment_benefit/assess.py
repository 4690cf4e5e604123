"""The whole assessment of an unemployment benefit: right, start, duration, amount, course, payments (S1.11)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from nssi.law.calendar import DAY, Month, add_months, told
from nssi.law.length import Length
from nssi.law.money import Money
from nssi.law.parameters import Parameters
from nssi.law.receipt import Reason, Receipt, Workings
from nssi.law.rule import rule
from nssi.law.unemployment_benefit.amount import Daily, DailyAmount, base_amount, daily_amounts
from nssi.law.unemployment_benefit.average import income_of_window
from nssi.law.unemployment_benefit.duration import Duration, duration_of
from nssi.law.unemployment_benefit.entitlement import insured_months, obstacles
from nssi.law.unemployment_benefit.events import Course
from nssi.law.unemployment_benefit.facts import UnemploymentFacts
from nssi.law.unemployment_benefit.start import Start, start_of


@dataclass(frozen=True, slots=True)
class Payment:
    """What is due for a month: the daily amounts of the working days in it."""

    month: Month
    working_days: int
    money: Money


@dataclass(frozen=True, slots=True)
class Assessment:
    """The answer: the right with its reasons, the period, the daily amounts as they change, the payments by month.

    `remaining`: what is left of the period while the benefit is stopped or suspended.
    """

    entitled: bool
    reasons: tuple[Reason, ...]
    from_: date | None
    to: date | None
    months: int | None
    daily: tuple[Daily, ...]
    payments: tuple[Payment, ...]
    remaining: Length | None


def assess(facts: UnemploymentFacts, parameters: Parameters) -> Receipt[Assessment]:
    """Assess an application. A right that is not there is an answer too, with the reasons why."""
    workings = Workings(parameters)
    registered_on = facts.registered_with_employment_agency_on
    start = start_of(facts, registered_on, workings) if registered_on else None
    insured, required, window = insured_months(facts, workings)
    insured_text = f"Осигурени за безработица: {_two_places(insured)} месеца от последните {window} при нужни {required}."
    refusals = list(obstacles(facts, start.day if start else None))
    if insured < required:
        refusals.insert(0, Reason("чл. 54а, ал. 1 КСО", insured_text))
    if refusals or start is None:
        return workings.receipt("unemployment-benefit", facts, _refused(refusals))
    duration = duration_of(facts, start.day, workings)
    last = add_months(start.day, duration.months) - DAY * (1 + start.delay)
    if last < start.day:
        text = "Срокът на обезщетението е изтекъл преди началото му поради закъснението."
        return workings.receipt("unemployment-benefit", facts, _refused([Reason(start.article, text)]))
    workings.step(
        duration.article, "Последен ден на срока", f"{told(start.day)} + {duration.months} месеца", last
    )
    course = Course(start.day, last)
    course.follow(facts.events, workings)
    reasons = [Reason("чл. 54а, ал. 1 КСО", insured_text), *_reasons(start, duration), *course.reasons]
    return workings.receipt(
        "unemployment-benefit", facts, _granted(facts, start, duration, course, tuple(reasons), workings)
    )


def _granted(
    facts: UnemploymentFacts,
    start: Start,
    duration: Duration,
    course: Course,
    reasons: tuple[Reason, ...],
    workings: Workings,
) -> Assessment:
    base = (
        None
        if duration.minimum_only
        else base_amount(income_of_window(facts, workings), facts, start.day, workings)
    )
    half_from = facts.part_time_below_minimum_wage_from
    amounts = list(daily_amounts(base, course.spans, half_from, workings))
    return Assessment(
        entitled=True,
        reasons=reasons,
        from_=start.day,
        to=course.paid_until,
        months=duration.months,
        daily=tuple(_daily(amounts)),
        payments=payments_of(amounts, workings),
        remaining=course.remaining,
    )


def _daily(amounts: Iterable[DailyAmount]) -> Iterable[Daily]:
    before: DailyAmount | None = None
    for amount in amounts:
        if before is None or before.last + DAY != amount.first or before.money != amount.money:
            yield Daily(amount.first, amount.money)
        before = amount


@rule("чл. 54б, ал. 5 КСО", "Месечният размер е дневният по работните дни в месеца, за които се дължи.")
def payments_of(amounts: Iterable[DailyAmount], workings: Workings) -> tuple[Payment, ...]:
    """Return the payment for each month: Σ daily amount × working days paid in it."""
    payments: dict[Month, Payment] = {}
    for amount in amounts:
        month = Month.of(amount.first)
        while month <= Month.of(amount.last):
            first, last = max(amount.first, month.first), min(amount.last, month.last)
            days = workings.calendar.working_days_between(first, last)
            paid = payments.get(month, Payment(month, 0, Money(0, amount.money.currency)))
            cents = paid.money.cents + days * amount.money.cents
            payments[month] = Payment(month, paid.working_days + days, Money(cents, amount.money.currency))
            month = month.plus(1)
    workings.step(
        "чл. 54б, ал. 5 КСО",
        "Плащания по месеци (месец, работни дни, сума)",
        "дневният размер × работните дни",
        None,
        tuple((payment.month, payment.working_days, payment.money) for payment in payments.values()),
    )
    return tuple(payments.values())


def _reasons(start: Start, duration: Duration) -> Iterable[Reason]:
    yield Reason(start.article, start.text)
    yield Reason(duration.article, f"{duration.text}: {duration.months} месеца.")


def _refused(reasons: list[Reason]) -> Assessment:
    return Assessment(False, tuple(reasons), None, None, None, (), (), None)


def _two_places(number: Fraction) -> str:
    """Return a number cut, not rounded, to two decimals: 11.999 months are not 12."""
    hundredths = number.numerator * 100 // number.denominator
    return f"{hundredths // 100},{hundredths % 100:02d}"
