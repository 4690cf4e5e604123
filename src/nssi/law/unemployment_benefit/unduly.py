"""Sums received without ground, Art. 54e and 114: by month what was paid and was not due, and whether with interest."""

from dataclasses import dataclass
from decimal import Decimal

from nssi.law import readings
from nssi.law.calendar import Month
from nssi.law.errors import BadFacts
from nssi.law.money import Currency, Money
from nssi.law.parameters import Parameters
from nssi.law.receipt import Receipt, Workings
from nssi.law.rule import rule

ARTICLE = "чл. 54е и чл. 114 КСО"


@dataclass(frozen=True, slots=True)
class PaidMonth:
    """What was paid for a month, what was due for it, and what an earlier order asks back of it already; in euro."""

    month: Month
    paid: Decimal
    due: Decimal
    asked_back: Decimal

    def __post_init__(self) -> None:
        for amount in (self.paid, self.due, self.asked_back):
            if Money.of(amount, Currency.EUR).cents < 0:
                raise BadFacts("months: an amount is below zero")


@dataclass(frozen=True, slots=True)
class UndulyFacts:
    """The months of a benefit, and whether its person knew that they were not entitled."""

    months: tuple[PaidMonth, ...]
    in_bad_faith: bool


@dataclass(frozen=True, slots=True)
class UndulyReceived:
    """The answer: what is paid back in all, and whether interest is due on it."""

    money: Money
    with_interest: bool


@rule(ARTICLE, "Платеното над дължимото за месеца се възстановява, при недобросъвестност – с лихва.")
def unduly_received(facts: UndulyFacts, parameters: Parameters) -> Receipt[UndulyReceived]:
    """Return what was received without ground: Σ over months of paid − due − asked back before, where that is above zero."""
    workings = Workings(parameters)
    total, lines = 0, []
    for each in facts.months:
        paid, due, asked = (
            Money.of(amount, Currency.EUR) for amount in (each.paid, each.due, each.asked_back)
        )
        over = max(0, paid.cents - due.cents - asked.cents)
        total += over
        lines.append((each.month, paid, due, asked, Money(over, Currency.EUR)))
    answer = Money(total, Currency.EUR)
    workings.step(
        ARTICLE,
        "Недължимо получено по месеци (месец, платено, дължимо, вече поискано обратно, недължимо)",
        "платено − дължимо − вече поискано обратно",
        answer,
        tuple(lines),
    )
    workings.doubt(readings.UNDULY_RECEIVED)
    return workings.receipt("unduly-received", facts, UndulyReceived(answer, facts.in_bad_faith))
