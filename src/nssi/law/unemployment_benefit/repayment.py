"""What is still to be paid back of sums received without ground, Art. 114: principal, interest by days, what was paid back."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from nssi.law import readings
from nssi.law.calendar import DAY, told
from nssi.law.errors import BadFacts, MissingValue
from nssi.law.money import Currency, Money, half_up
from nssi.law.parameters import Parameters
from nssi.law.receipt import Exact, Receipt, Workings
from nssi.law.rule import rule

ARTICLE = "чл. 113 и чл. 114 КСО"


@dataclass(frozen=True, slots=True)
class Sum:
    """Money that was received, or paid back, on a day; in euro."""

    on: date
    amount: Decimal

    def __post_init__(self) -> None:
        if self.cents <= 0:
            raise BadFacts("sums: an amount is not above zero")

    @property
    def cents(self) -> int:
        """The amount in euro cents."""
        return Money.of(self.amount, Currency.EUR).cents


@dataclass(frozen=True, slots=True)
class RepaymentFacts:
    """What was received without ground, what was paid back of it, whether with interest, and the day of the question."""

    received: tuple[Sum, ...]
    paid_back: tuple[Sum, ...]
    with_interest: bool
    on: date


@dataclass(frozen=True, slots=True)
class Owed:
    """The answer: principal and interest until the day, what is left of each, and what was paid back too much."""

    principal: Money
    interest: Money
    left_of_principal: Money
    left_of_interest: Money
    too_much: Money


@rule(
    ARTICLE,
    "Лихвата тече по дни от получаването до връщането; върнатото покрива първо главницата, после лихвата.",
)
def owed(facts: RepaymentFacts, parameters: Parameters) -> Receipt[Owed]:
    """Return what is owed at the end of the day. Interest for days without a known rate is left out, and the receipt says so."""
    workings = Workings(parameters)
    principal = sum(each.cents for each in facts.received if each.on <= facts.on)
    paid = sum(each.cents for each in facts.paid_back if each.on <= facts.on)
    interest = _interest(facts, workings) if facts.with_interest else 0
    over_principal = max(0, paid - principal)
    answer = Owed(
        *(
            Money(cents, Currency.EUR)
            for cents in (
                principal,
                interest,
                max(0, principal - paid),
                max(0, interest - over_principal),
                max(0, over_principal - interest),
            )
        )
    )
    workings.step(
        ARTICLE,
        "Остава за връщане",
        f"{answer.principal.told} главница + {answer.interest.told} лихва − {Money(paid, Currency.EUR).told} върнати",
        Money(answer.left_of_principal.cents + answer.left_of_interest.cents, Currency.EUR),
    )
    workings.doubt(readings.UNDULY_REPAID)
    return workings.receipt("unduly-repaid", facts, answer)


def _interest(facts: RepaymentFacts, workings: Workings) -> int:
    """Return the interest in cents, rounded once: for each time in which neither the principal nor the rate changes."""
    total, lines = Fraction(0), []
    for first, last in _times(facts, workings.parameters):
        principal = _principal_after(facts, first)
        if not principal:
            continue
        try:
            rate = workings.value("legal_interest", first)
            in_year = workings.value("legal_interest_days", first).whole
        except MissingValue as missing:
            workings.gap(missing, f"Лихвата от {told(first)} нататък не е изчислена.")
            break
        days = (last - first).days
        total += principal * rate.percent * Fraction(days, in_year)
        row: tuple[Exact, ...] = (first, last, Money(principal, Currency.EUR), rate.number, days)
        lines.append(row)
    interest = half_up(total.numerator, total.denominator)
    workings.step(
        ARTICLE,
        "Лихва по периоди (от, до, главница, годишен процент, дни)",
        "главница × процент ÷ 100 × дни ÷ дните в годината",
        Money(interest, Currency.EUR),
        tuple(lines),
    )
    return interest


def _times(facts: RepaymentFacts, parameters: Parameters) -> list[tuple[date, date]]:
    """Return the times between the days on which the principal or the rate changes, until the day of the question."""
    days = {each.on for each in (*facts.received, *facts.paid_back) if each.on < facts.on}
    if not days:
        return []
    rates = parameters.schedule("legal_interest").values
    edges = {value.since for value in rates} | {value.until + DAY for value in rates if value.until}
    days |= {edge for edge in edges if min(days) < edge < facts.on}
    ordered = sorted({*days, facts.on})
    return list(pairwise(ordered))


def _principal_after(facts: RepaymentFacts, day: date) -> int:
    """Return the principal that is not paid back at the end of a day, in cents."""
    received = sum(each.cents for each in facts.received if each.on <= day)
    paid = sum(each.cents for each in facts.paid_back if each.on <= day)
    return max(0, received - paid)
