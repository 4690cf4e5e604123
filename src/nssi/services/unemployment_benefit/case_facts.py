"""The facts on which a benefit is decided: from the application, the register of insured persons, and the official (S1.11)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from nssi.foundation import clock
from nssi.institution.parameters import current_parameters
from nssi.insurance.facts import facts_of
from nssi.insurance.queries import declared_of
from nssi.law.calendar import Month
from nssi.law.insurable_service import ServiceFacts, insurable_service
from nssi.law.unemployment_benefit.facts import Event, Ground, UnemploymentFacts
from nssi.proceedings.models import Proceeding


def facts_in(
    proceeding: Proceeding, recorded: Mapping[str, Any], events: tuple[Event, ...] = ()
) -> UnemploymentFacts:
    """Return the facts as the registers know them now. Raises BadFacts, MissingValue.

    `recorded` by the official, with proof: `terminated_on`, `ground`, `registered_on` (with the Employment Agency, or None),
    `late_for_good_reason`, `previous_right_on`.
    """
    parameters = current_parameters()
    terminated_on: date = recorded["terminated_on"]
    register = facts_of(declared_of(proceeding.person), parameters)
    before = [period for period in register.periods if period.from_ < terminated_on]
    service = insurable_service(ServiceFacts(tuple(before)), parameters).answer
    last = Month.of(terminated_on)
    return UnemploymentFacts(
        terminated_on=terminated_on,
        ground=Ground(recorded["ground"]),
        registered_with_employment_agency_on=recorded["registered_on"],
        applied_on=clock.local(proceeding.application.counts_from).date(),
        late_for_good_reason=recorded["late_for_good_reason"],
        months=tuple(row for row in register.unemployment_months if row.month <= last),
        special_periods=tuple(period for period in register.special_periods if period.from_ < terminated_on),
        insured_after_2001=service.insured_for_unemployment_after_2001,
        previous_right_on=recorded["previous_right_on"],
        part_time_below_minimum_wage_from=None,
        events=events,
    )
