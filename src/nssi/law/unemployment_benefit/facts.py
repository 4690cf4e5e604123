"""What an unemployment benefit is decided on (S1.11)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from nssi.law.calendar import Month, months_and_days
from nssi.law.errors import BadFacts
from nssi.law.length import Length
from nssi.law.money import Currency, Money


class Ground(StrEnum):
    """Why the insurance ended: by whose will, as far as Art. 54b(3) asks."""

    OTHER = "other"
    NONE = "none"
    OWN_WILL = "own_will"
    MUTUAL_CONSENT = "mutual_consent"
    GUILTY_CONDUCT = "guilty_conduct"

    @property
    def by_the_person(self) -> bool:
        """Whether Art. 54b(3) gives only the minimum."""
        return self in {Ground.OWN_WILL, Ground.MUTUAL_CONSENT, Ground.GUILTY_CONDUCT}


class SpecialKind(StrEnum):
    """Periods whose income is not the one declared for the month, Art. 54b(7) and (8)."""

    CHILD_RAISING_LEAVE = "child_raising_leave"
    UNPAID_LEAVE_SICKNESS_MATERNITY = "unpaid_leave_sickness_maternity"
    UNPAID_LEAVE_30_DAYS = "unpaid_leave_30_days"
    PAID_SICKNESS_MATERNITY_ADOPTION = "paid_sickness_maternity_adoption"
    TREATY_STATE = "treaty_state"
    EU_STATE = "eu_state"
    NOT_INSURED_FOR_UNEMPLOYMENT = "not_insured_for_unemployment"

    @property
    def brings_income(self) -> bool:
        """Whether its income is given; otherwise it takes the minimum wage."""
        return self in {SpecialKind.PAID_SICKNESS_MATERNITY_ADOPTION, SpecialKind.EU_STATE}


KINDS_TOLD = {
    SpecialKind.CHILD_RAISING_LEAVE: "отпуск за отглеждане на дете",
    SpecialKind.UNPAID_LEAVE_SICKNESS_MATERNITY: "неплатен отпуск за болест или майчинство",
    SpecialKind.UNPAID_LEAVE_30_DAYS: "неплатен отпуск до 30 работни дни",
    SpecialKind.PAID_SICKNESS_MATERNITY_ADOPTION: "платен отпуск за болест, майчинство или осиновяване",
    SpecialKind.TREATY_STATE: "държава, с която има договор",
    SpecialKind.EU_STATE: "държава от ЕС",
    SpecialKind.NOT_INSURED_FOR_UNEMPLOYMENT: "без осигуряване за безработица",
}


class EventKind(StrEnum):
    """What may happen after the benefit began, Art. 54g and 54d."""

    STARTED_WORK = "started_work"
    STOPPED_WORK = "stopped_work"
    REGISTRATION_ENDED = "registration_ended"
    REGISTERED_AGAIN = "registered_again"
    PENSION_GRANTED = "pension_granted"
    SICKNESS_STARTED = "sickness_started"
    SICKNESS_ENDED = "sickness_ended"
    DIED = "died"


@dataclass(frozen=True, slots=True)
class InsuredMonth:
    """A declared month: insurable income, working days in insurance (those of special periods included)."""

    month: Month
    days: int
    income: Decimal | None
    currency: Currency | None
    insured_for_unemployment: bool

    def __post_init__(self) -> None:
        if self.days > 31:
            raise BadFacts("days: a month has at most 31")
        _check_money(self.income, self.currency)

    @property
    def money(self) -> Money:
        """The income of the month; none is zero."""
        if self.income is None or self.currency is None:
            return Money(0, Currency.EUR)
        return Money.of(self.income, self.currency)


@dataclass(frozen=True, slots=True)
class SpecialPeriod:
    """A special period, first and last day counted; its income, where it brings one, is for the whole of it."""

    kind: SpecialKind
    from_: date
    to: date
    income: Decimal | None
    currency: Currency | None

    def __post_init__(self) -> None:
        if self.to < self.from_:
            raise BadFacts("to: is before from")
        if self.kind.brings_income and self.income is None:
            raise BadFacts(f"income: is missing for {self.kind}")
        if not self.kind.brings_income and self.income is not None:
            raise BadFacts(f"income: {self.kind} takes the minimum wage")
        _check_money(self.income, self.currency)

    @property
    def money(self) -> Money:
        """Its whole income."""
        if self.income is None or self.currency is None:
            return Money(0, Currency.EUR)
        return Money.of(self.income, self.currency)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened; `on` is the first day on which it holds."""

    kind: EventKind
    on: date


@dataclass(frozen=True, slots=True)
class UnemploymentFacts:
    """The facts of one application. `terminated_on` is the first day not insured."""

    terminated_on: date
    ground: Ground
    registered_with_employment_agency_on: date | None
    applied_on: date
    late_for_good_reason: bool
    months: tuple[InsuredMonth, ...]
    special_periods: tuple[SpecialPeriod, ...]
    insured_after_2001: Length
    previous_right_on: date | None
    part_time_below_minimum_wage_from: date | None
    events: tuple[Event, ...]

    def __post_init__(self) -> None:
        if self.applied_on < self.terminated_on:
            raise BadFacts("applied_on: is before terminated_on")
        if self.previous_right_on and self.previous_right_on >= self.terminated_on:
            raise BadFacts("previous_right_on: is not before terminated_on")
        months = [row.month for row in self.months]
        if len(set(months)) != len(months):
            raise BadFacts("months: a month stands twice")
        if months and max(months) > Month.of(self.terminated_on):
            raise BadFacts("months: a month is after terminated_on")
        self._check_special_periods()
        possible, days = months_and_days(date(2002, 1, 1), max(self.terminated_on, date(2002, 1, 1)))
        if (self.insured_after_2001.whole_months, self.insured_after_2001.days) > (possible, days):
            raise BadFacts("insured_after_2001: is longer than the time since 31.12.2001")

    def _check_special_periods(self) -> None:
        ordered = sorted(self.special_periods, key=lambda period: period.from_)
        for earlier, later in pairwise(ordered):
            if later.from_ <= earlier.to:
                raise BadFacts("special_periods: two of them overlap")


def _check_money(income: Decimal | None, currency: Currency | None) -> None:
    if income is not None:
        Money.of(income, currency or Currency.EUR)
        if income and currency is None:
            raise BadFacts("currency: is missing")
