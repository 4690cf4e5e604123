"""A person's rights as the register and the law have them today: covered, not yet and what is missing, or not covered (S4.8).

Each amount is an estimate: it answers what would be due if the event happened today, on what was declared until now.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from nssi.insurance.facts import InsuranceFacts, facts_of, last_insured_day
from nssi.insurance.queries import Declared, latest_month_due
from nssi.law.allowances import AllowanceFacts, AllowanceKind, Relative, allowance
from nssi.law.calendar import DAY, Calendar, Month, add_months
from nssi.law.entitlements import Right, RightKind, all_rights
from nssi.law.errors import LawError, MissingValue
from nssi.law.insurable_service import Service, ServiceFacts, insurable_service
from nssi.law.money import Money
from nssi.law.parameters import Parameters
from nssi.law.pensions.rights import PensionKind, PensionRightFacts, Sex, pension_right
from nssi.law.receipt import Receipt
from nssi.law.render import unbroken
from nssi.law.short_term_benefits.benefits import short_term_benefit
from nssi.law.short_term_benefits.facts import BenefitKind, ShortTermFacts
from nssi.law.unemployment_benefit.assess import assess
from nssi.law.unemployment_benefit.facts import Ground, UnemploymentFacts
from nssi.look.typography import date_text, ended
from nssi.people.queries import Birth

_A_WEEK = timedelta(days=13)  # a leave long enough that the institute pays some of it


class Standing(StrEnum):
    """How a person stands to a right."""

    COVERED = "covered"
    NOT_YET = "not_yet"
    NOT_COVERED = "not_covered"


class Unit(StrEnum):
    """For what an estimated amount is due."""

    WORKING_DAY = "working_day"
    MONTH = "month"
    ONCE = "once"


@dataclass(frozen=True)
class Estimate:
    """What would be due, for which unit, and the receipt of how it was reached; the amount is None where none is known."""

    money: Money | None
    unit: Unit
    receipt: Receipt[Any]


@dataclass(frozen=True)
class RightOfPerson:
    """A right: how the person stands to it, why, and the estimate where the rules know one.

    `missing`: what is not met yet, in the words of the rules, which speak Bulgarian alone.
    """

    right: Right
    standing: Standing
    reasons: tuple[str, ...] = ()
    estimate: Estimate | None = None
    missing: tuple[str, ...] = ()

    @property
    def reasons_shown(self) -> list[str]:
        """The reasons as a page shows them."""
        return [unbroken(reason) for reason in self.reasons]

    @property
    def missing_shown(self) -> list[str]:
        """What is missing, as a page shows it."""
        return [unbroken(condition) for condition in self.missing]


@dataclass(frozen=True)
class RightsOfPerson:
    """All rights of a person on a day, and on what they rest: is there insurance now, until when was there, how long."""

    day: date
    insured: bool
    last_day: date | None
    service: Service
    is_art_4_1_4: bool
    is_related_to_art_4_1_4: bool
    rights: tuple[RightOfPerson, ...]

    def of_code(self, code: str) -> RightOfPerson | None:
        """Return one right by its code, or None."""
        return next((one for one in self.rights if one.right.code == code), None)

    def of_kind(self, kind: RightKind) -> list[RightOfPerson]:
        """Return the rights of one of the three groups."""
        return [one for one in self.rights if one.right.kind == kind]


def rights_of(
    declared: list[Declared], birth: Birth | None, today: date, parameters: Parameters
) -> RightsOfPerson:
    """Return how a person stands to every right; `birth` is None for whoever has no ЕГН."""
    person = _Person(declared, birth, today, parameters)
    return RightsOfPerson(
        day=today,
        insured=person.insured,
        last_day=person.last_day,
        service=person.service,
        is_art_4_1_4=any(row.type.is_art_4_1_4 for row in person.latest),
        is_related_to_art_4_1_4=any(row.type.is_related_to_art_4_1_4 for row in person.latest),
        rights=tuple(_standing(one, person) for one in all_rights()),
    )


class _Person:
    """What every rule is asked about: computed once for all of them."""

    def __init__(
        self, declared: list[Declared], birth: Birth | None, today: date, parameters: Parameters
    ) -> None:
        self.birth, self.today, self.parameters = birth, today, parameters
        self.facts: InsuranceFacts = facts_of(declared, parameters)
        self.last_day = last_insured_day(declared)
        self.insured = is_insured(self.last_day, today, parameters.calendar)
        last_month = Month.of(self.last_day) if self.last_day else None
        self.latest = [row for row in declared if row.month == last_month]
        self.risks = (
            frozenset().union(*(row.type.risks for row in self.latest)) if self.insured else frozenset()
        )
        self.service = self._service(self.facts.periods)
        self.sickness_service = self._service(self.facts.sickness_periods).total

    def _service(self, periods: Any) -> Service:
        return insurable_service(ServiceFacts(periods), self.parameters).answer


def is_insured(last_day: date | None, today: date, calendar: Calendar) -> bool:
    """Return whether the register has a person insured until now, as far as declarations are due by now."""
    if last_day is None:
        return False
    return calendar.working_days_between(last_day + DAY, latest_month_due(today).last) == 0


def _standing(right: Right, person: _Person) -> RightOfPerson:
    insured_before = right.code in _AFTER_INSURANCE and not person.insured and person.latest
    if right.risk in person.risks or insured_before:
        return _ANSWERS.get(right.code, _covered)(right, person)
    if person.insured:
        reason = _("Видът Ви осигуряване не включва този риск.")
    elif person.last_day:
        reason = _("По данните в регистъра не сте осигурени сега. Последният осигурен ден е %(day)s") % {
            "day": ended(date_text(person.last_day))
        }
    else:
        reason = _("В регистъра няма данни, че сте осигурени.")
    return RightOfPerson(right, Standing.NOT_COVERED, (reason,))


def _covered(right: Right, person: _Person) -> RightOfPerson:
    return RightOfPerson(right, Standing.COVERED, tuple(_waits_for(right)))


def _waits_for(right: Right) -> Iterator[str]:
    """Say what makes a covered right arise, where that is not the length of insurance."""
    match right.code:
        case "reassignment":
            yield _("Размерът зависи от възнаграждението на новата длъжност.")
        case "pension_invalidity_work":
            yield _("Правото възниква при призната трайно намалена работоспособност, независимо от стажа.")
        case "survivors_pension":
            yield _("Правото е на съпруга, децата и родителите. Размерът зависи от пенсията на лицето.")


def _unknown(right: Right, error: LawError) -> RightOfPerson:
    reason = _("Размерът не може да бъде изчислен по данните в регистъра.")
    if isinstance(error, MissingValue):
        reason = _("Размерът не може да бъде изчислен: за %(day)s няма въведена стойност: %(title)s.") % {
            "day": date_text(error.day),
            "title": error.title,
        }
    return RightOfPerson(right, Standing.COVERED, (reason,))


# Benefits


def _short_term(
    kind: BenefitKind, unit: Unit = Unit.WORKING_DAY
) -> Callable[[Right, _Person], RightOfPerson]:
    def answer(right: Right, person: _Person) -> RightOfPerson:
        try:
            receipt = _short_term_receipt(kind, unit, person)
        except LawError as error:
            return _unknown(right, error)
        benefit = receipt.answer
        if not benefit.entitled:
            missing = tuple(reason.text for reason in benefit.reasons)
            return RightOfPerson(right, Standing.NOT_YET, missing=missing)
        money = benefit.daily if unit is Unit.WORKING_DAY else benefit.payments[0].money
        return RightOfPerson(right, Standing.COVERED, (), Estimate(money, unit, receipt))

    return answer


def _short_term_receipt(kind: BenefitKind, unit: Unit, person: _Person) -> Receipt[Any]:
    """Ask for a leave that begins today; a monthly amount is asked for the whole of this month."""
    first, last = person.today, person.today + _A_WEEK
    if unit is Unit.MONTH:
        first, last = Month.of(person.today).first, Month.of(person.today).last
    facts = ShortTermFacts(
        kind=kind,
        from_=first,
        to=last,
        insured_on_start=True,
        under_18=bool(person.birth and add_months(person.birth.born_on, 18 * 12) > person.today),
        months=person.facts.sickness_months,
        average_daily_net=None,
        leave_started_on=None,
        child_born_on=first,
        daily_after_reassignment=None,
        service=person.sickness_service,
    )
    return short_term_benefit(facts, person.parameters)


def _unemployment(right: Right, person: _Person) -> RightOfPerson:
    """Ask as if the insurance ended today, or for the application of who is not insured any more."""
    ended = person.today if person.insured or person.last_day is None else person.last_day + DAY
    try:
        receipt = assess(_unemployment_facts(ended, person), person.parameters)
    except LawError as error:
        return _unknown(right, error)
    assessment = receipt.answer
    if not assessment.entitled:
        missing = tuple(reason.text for reason in assessment.reasons)
        return RightOfPerson(right, Standing.NOT_YET, missing=missing)
    terms = _("За %(months)s\xa0месеца, ако осигуряването е прекратено не по Ваше желание или вина.") % {
        "months": assessment.months
    }
    estimate = Estimate(assessment.daily[0].money, Unit.WORKING_DAY, receipt)
    return RightOfPerson(right, Standing.COVERED, (terms,), estimate)


def _unemployment_facts(ended: date, person: _Person) -> UnemploymentFacts:
    return UnemploymentFacts(
        terminated_on=ended,
        ground=Ground.OTHER,
        registered_with_employment_agency_on=person.today,
        applied_on=person.today,
        late_for_good_reason=False,
        months=tuple(row for row in person.facts.unemployment_months if row.month <= Month.of(ended)),
        special_periods=person.facts.special_periods,
        insured_after_2001=person.service.insured_for_unemployment_after_2001,
        previous_right_on=None,
        part_time_below_minimum_wage_from=None,
        events=(),
    )


# Allowances


def _allowance(right: Right, person: _Person, daily: Money | None = None) -> RightOfPerson:
    kind = AllowanceKind(right.code)
    facts = AllowanceFacts(
        kind=kind,
        day=person.today,
        relatives=(Relative.SPOUSE,) if kind is AllowanceKind.DEATH_GRANT else (),
        daily_sickness_benefit=daily,
        has_right_to_pension=False,
        service=person.sickness_service,
    )
    try:
        receipt = allowance(facts, person.parameters)
    except LawError as error:
        return _unknown(right, error)
    if not receipt.answer.entitled:
        return RightOfPerson(right, Standing.NOT_YET, missing=(receipt.answer.text,))
    return RightOfPerson(right, Standing.COVERED, (), Estimate(receipt.answer.amount, Unit.ONCE, receipt))


def _disability(right: Right, person: _Person) -> RightOfPerson:
    """The allowance is so many times the benefit for sickness."""
    sickness = _short_term(BenefitKind.SICKNESS)(right, person)
    if sickness.estimate is None:
        return sickness
    return _allowance(right, person, sickness.estimate.money)


# Pensions


def _pension_for_age(right: Right, person: _Person) -> RightOfPerson:
    """Art. 68, and Art. 69 for the persons of Art. 4(1) item 4; one of them is enough."""
    kinds = [PensionKind.LENGTH_AND_AGE, PensionKind.SHORT_SERVICE]
    if any(row.type.is_art_4_1_4 for row in person.latest):
        kinds.insert(0, PensionKind.ART_69)
    return _pension(right, person, kinds)


def _invalidity(right: Right, person: _Person) -> RightOfPerson:
    """Of the conditions only the service is known: whether the capacity for work is lost is decided by others."""
    answer = _pension(right, person, [PensionKind.INVALIDITY_GENERAL], lost_capacity=100)
    if answer.standing is not Standing.COVERED:
        return answer
    waits = _("Стажът е достатъчен. Правото възниква при призната трайно намалена работоспособност.")
    return replace(answer, reasons=(*answer.reasons, waits))


def _pension(
    right: Right, person: _Person, kinds: list[PensionKind], lost_capacity: int | None = None
) -> RightOfPerson:
    if person.birth is None:
        return RightOfPerson(right, Standing.NOT_YET, (_("Без ЕГН възрастта не е известна на портала."),))
    try:
        receipts = [
            pension_right(_pension_facts(kind, person, lost_capacity), person.parameters) for kind in kinds
        ]
    except LawError as error:
        return _unknown(right, error)
    best = next((receipt for receipt in receipts if receipt.answer.acquired), receipts[0])
    standing = Standing.COVERED if best.answer.acquired else Standing.NOT_YET
    missing = tuple(condition.text for condition in best.answer.conditions if not condition.met)
    return RightOfPerson(right, standing, (), Estimate(None, Unit.MONTH, best), missing)


def _pension_facts(kind: PensionKind, person: _Person, lost_capacity: int | None) -> PensionRightFacts:
    birth = person.birth
    assert birth is not None  # noqa: S101 – asked by the caller
    first_category = person.service.by_category["1"]
    is_69 = kind is PensionKind.ART_69
    return PensionRightFacts(
        kind=kind,
        day=person.today,
        born_on=birth.born_on,
        sex=Sex.FEMALE if birth.is_woman else Sex.MALE,
        lost_capacity=lost_capacity,
        since_birth_or_before_work=False,
        blind=False,
        survivors=(),
        service=person.service.total if is_69 else person.service.converted_to_third,
        served=first_category if is_69 else person.service.total,
    )


_Answer = Callable[[Right, _Person], RightOfPerson]

_ANSWERS: dict[str, _Answer] = {
    "sickness": _short_term(BenefitKind.SICKNESS),
    "work_accident": _short_term(BenefitKind.WORK_ACCIDENT),
    "maternity": _short_term(BenefitKind.MATERNITY),
    "adoption_under_5": _short_term(BenefitKind.ADOPTION_UNDER_5),
    "child_care_under_2": _short_term(BenefitKind.CHILD_CARE_UNDER_2, Unit.MONTH),
    "father_child_care_under_8": _short_term(BenefitKind.FATHER_CHILD_CARE_UNDER_8, Unit.MONTH),
    "unemployment_benefit": _unemployment,
    "disability": _disability,
    "prophylaxis_rehabilitation": _allowance,
    "assistive_devices": _allowance,
    "death_grant": _allowance,
    "pension_length_age": _pension_for_age,
    "pension_invalidity_general": _invalidity,
}

_AFTER_INSURANCE = {"unemployment_benefit", "pension_length_age"}
"""Rights for which it is enough to have been insured; the others ask for insurance on the day."""
