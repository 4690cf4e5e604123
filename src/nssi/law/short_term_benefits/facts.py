"""What a short-term benefit is decided on."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from nssi.law.calendar import Month
from nssi.law.errors import BadFacts
from nssi.law.length import NOTHING, Length
from nssi.law.money import Currency, Money


class BenefitKind(StrEnum):
    """The benefits, each with its article in `benefits`."""

    SICKNESS = "sickness"
    WORK_ACCIDENT = "work_accident"
    REASSIGNMENT = "reassignment"
    MATERNITY = "maternity"
    MATERNITY_UNUSED = "maternity_unused"
    FATHER_BIRTH = "father_birth"
    FATHER_REMAINDER = "father_remainder"
    ADOPTION_UNDER_5 = "adoption_under_5"
    CHILD_CARE_UNDER_2 = "child_care_under_2"
    CHILD_CARE_UNDER_2_UNUSED = "child_care_under_2_unused"
    FATHER_CHILD_CARE_UNDER_8 = "father_child_care_under_8"


@dataclass(frozen=True, slots=True)
class InsuredForSickness:
    """A declared month: insurable income for the fund, and the working days it was earned in."""

    month: Month
    income: Decimal
    currency: Currency
    days: int

    def __post_init__(self) -> None:
        Money.of(self.income, self.currency)
        if self.days > 31:
            raise BadFacts("days: a month has at most 31")

    @property
    def money(self) -> Money:
        """The income of the month."""
        return Money.of(self.income, self.currency)


@dataclass(frozen=True, slots=True)
class ShortTermFacts:
    """One leave, first and last day counted. `service`: length insured for general sickness and maternity.

    `leave_started_on`: the first day of the whole maternity leave, where this is a later part of it; `child_born_on`
    where the age of the child ends the benefit; `daily_after_reassignment`: the average daily pay at the new post.
    """

    kind: BenefitKind
    from_: date
    to: date
    insured_on_start: bool
    under_18: bool
    months: tuple[InsuredForSickness, ...]
    average_daily_net: Money | None
    leave_started_on: date | None
    child_born_on: date | None
    daily_after_reassignment: Money | None
    service: Length = NOTHING

    def __post_init__(self) -> None:
        if self.to < self.from_:
            raise BadFacts("to: is before from")
        if (self.to - self.from_).days > 3660:
            raise BadFacts("to: the leave is longer than ten years")
        if len({row.month for row in self.months}) != len(self.months):
            raise BadFacts("months: a month stands twice")
        if self.leave_started_on and self.leave_started_on > self.from_:
            raise BadFacts("leave_started_on: is after from")
        if self.kind in OF_A_CHILD and self.child_born_on is None:
            raise BadFacts(f"child_born_on: is missing for {self.kind}")
        if self.kind == BenefitKind.REASSIGNMENT and self.daily_after_reassignment is None:
            raise BadFacts("daily_after_reassignment: is missing")


OF_A_CHILD = {
    BenefitKind.FATHER_REMAINDER,
    BenefitKind.ADOPTION_UNDER_5,
    BenefitKind.CHILD_CARE_UNDER_2,
    BenefitKind.CHILD_CARE_UNDER_2_UNUSED,
    BenefitKind.FATHER_CHILD_CARE_UNDER_8,
}
