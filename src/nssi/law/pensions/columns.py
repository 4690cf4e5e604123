"""Recalculating a whole cohort of pensions at once, by the same formulas as for one; no receipts."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from nssi.law.parameters import Parameters
from nssi.law.pensions.amount import MinimumKind, amount_at_grant, limits_on, payable, weights_on
from nssi.law.pensions.indexation import changed, changes_between
from nssi.law.pensions.recalculation import more_favourable
from nssi.law.receipt import Workings

if TYPE_CHECKING:
    from nssi.law.money import Column


@dataclass(frozen=True)
class Cohort:
    """Pensions granted on one day, a row each: cents, ten-thousandths, counted days (see `amount_at_grant`)."""

    granted_on: date
    minimum_kind: MinimumKind
    income: "Column"
    coefficient: "Column"
    coefficient_with_new_income: "Column"
    service_before: "Column"
    service_after: "Column"
    difference: "Column"


def recalculate_cohort(
    cohort: Cohort, effective_from: date, parameters: Parameters
) -> tuple["Column", "Column"]:
    """Return what is paid on the day of effect before and after the recalculation, in cents, for each pension."""
    workings = Workings(parameters)
    in_year = 12 * workings.value("service_days_in_month", cohort.granted_on).whole
    changes = changes_between(cohort.granted_on, effective_from, workings)
    minimum, maximum = limits_on(effective_from, cohort.minimum_kind, workings)

    def actual(coefficient: "Column", service: "Column") -> "Column":
        weights = weights_on(cohort.granted_on, workings)
        amount = amount_at_grant(cohort.income, coefficient, service, cohort.difference, weights, in_year)
        for change in changes:
            later = weights_on(change.on, workings) if change.reweighted else weights
            again = amount
            if change.reweighted:
                again = amount_at_grant(
                    cohort.income, coefficient, service, cohort.difference, later, in_year
                )
            amount = changed(amount, again, change)
        return amount

    unchanged = actual(cohort.coefficient, cohort.service_before)
    service = cohort.service_before + cohort.service_after
    best = more_favourable(
        unchanged, actual(cohort.coefficient, service), actual(cohort.coefficient_with_new_income, service)
    )
    return payable(unchanged, minimum.cents, maximum.cents), payable(best, minimum.cents, maximum.cents)
