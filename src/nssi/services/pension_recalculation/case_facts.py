"""What an officer works on: whose pension it is, what the register shows of the time since, and the recalculation of both."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nssi.foundation import clock
from nssi.institution.parameters import current_parameters
from nssi.insurance.queries import declared_of
from nssi.law.length import Length
from nssi.law.pensions.recalculation import RecalculationKind
from nssi.pensions.actions.recalculate import recalculation_of
from nssi.pensions.facts import Standing, recalculation_facts, standing_of
from nssi.pensions.models import Pension, PensionRecalculation
from nssi.pensions.queries import pensions_of, recalculations_of
from nssi.people.identifiers import Kind
from nssi.people.models import Person
from nssi.people.queries import find_person
from nssi.proceedings.models import Proceeding
from nssi.services.pension_recalculation.gained import gained_service


@dataclass(frozen=True)
class PensionCase:
    """A pension in a proceeding: how it stands, and the service that the register shows since."""

    proceeding: Proceeding
    pension: Pension
    standing: Standing
    applied_on: date
    declared: Length

    def recalculation(self, proven: Length, new_coefficient: Decimal | None) -> PensionRecalculation:
        """Return the recalculation with the declared service and what is proven beyond it, unsaved. Raises LawError."""
        in_month = current_parameters().at("service_days_in_month", self.pension.granted_on).whole
        days = self.declared.in_days(in_month) + proven.in_days(in_month)
        return recalculation_of(
            self.pension,
            self.standing,
            RecalculationKind.UP26,
            current_parameters(),
            applied_on=self.applied_on,
            gained=Length.of_days(days, in_month),
            coefficient_with_new_income=new_coefficient,
            proceeding_id=self.proceeding.pk,
        )


def pensioner_of(proceeding: Proceeding) -> Person | None:
    """Return whose pension it is: the applicant, or whom they represent, where the house knows that number."""
    represented = proceeding.representation
    if represented is None:
        return proceeding.person
    return find_person(Kind(represented.identifier_kind), represented.identifier_number)


def pensions_in(proceeding: Proceeding) -> list[Pension]:
    """Return the pensions that the proceeding can be about."""
    pensioner = pensioner_of(proceeding)
    return pensions_of(pensioner) if pensioner else []


def case_of(proceeding: Proceeding, pension: Pension) -> PensionCase:
    """Return the case of this pension, as the registers know it now. Raises LawError."""
    parameters = current_parameters()
    standing = standing_of(pension, recalculations_of([pension.pk]).get(pension.pk, ()), parameters)
    applied_on = clock.local(proceeding.application.counts_from).date()
    facts = recalculation_facts(pension, standing, RecalculationKind.UP26, applied_on=applied_on)
    declared = gained_service(
        declared_of(pension.person), standing.counted_until, facts.counted_until, parameters
    )
    return PensionCase(proceeding, pension, standing, applied_on, declared.answer.total)
