"""A pension and its recalculations as the facts of `law/` (S3.8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nssi.law.length import NOTHING, Length
from nssi.law.parameters import Parameters
from nssi.law.pensions.amount import MinimumKind
from nssi.law.pensions.recalculation import RecalculationFacts, RecalculationKind
from nssi.pensions.models import Pension, PensionRecalculation


@dataclass(frozen=True)
class Standing:
    """What holds for a pension today: its service (unconverted), its coefficient, and up to which day service is counted.

    `by_application_on`: when it was last recalculated by application; None where never.
    """

    service: Length
    coefficient: Decimal
    counted_until: date
    by_application_on: date | None


def standing_of(
    pension: Pension, recalculations: Sequence[PensionRecalculation], parameters: Parameters
) -> Standing:
    """Return what holds after these recalculations of the pension, oldest first."""
    in_month = parameters.at("service_days_in_month", pension.granted_on).whole
    days = pension.service.in_days(in_month)
    days += sum(each.service.in_days(in_month) for each in recalculations)
    last = recalculations[-1] if recalculations else None
    applied = [each.applied_on for each in recalculations if each.kind == RecalculationKind.UP26]
    return Standing(
        service=Length.of_days(days, in_month),
        coefficient=last.coefficient if last else pension.coefficient,
        counted_until=last.counted_until if last else pension.granted_on,
        by_application_on=max(applied, default=None),
    )


def recalculation_facts(
    pension: Pension,
    standing: Standing,
    kind: RecalculationKind,
    *,
    applied_on: date,
    gained: Length = NOTHING,
    coefficient_with_new_income: Decimal | None = None,
) -> RecalculationFacts:
    """Return the facts of a recalculation. Raises BadFacts where they cannot be true."""
    return RecalculationFacts(
        kind=kind,
        granted_on=pension.granted_on,
        applied_on=applied_on,
        minimum_kind=MinimumKind(pension.minimum_kind),
        country_income_at_grant=pension.income,
        individual_coefficient=standing.coefficient,
        coefficient_with_new_income=coefficient_with_new_income,
        service_before=standing.service,
        recalculated_by_application_on=standing.by_application_on,
        service_after=gained,
        converted_difference=pension.difference,
    )
