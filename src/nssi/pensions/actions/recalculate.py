"""Recalculate one pension: both ways of the law, with the receipt, as a row that is not saved yet (S3.8)."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from nssi.foundation import clock
from nssi.law.length import NOTHING, Length
from nssi.law.parameters import Parameters
from nssi.law.pensions.recalculation import (
    Chosen,
    RecalculationFacts,
    RecalculationKind,
    recalculate,
)
from nssi.pensions.facts import Standing, recalculation_facts
from nssi.pensions.models import Pension, PensionRecalculation, YearlyRun


def recalculation_of(
    pension: Pension,
    standing: Standing,
    kind: RecalculationKind,
    parameters: Parameters,
    *,
    applied_on: date,
    gained: Length = NOTHING,
    coefficient_with_new_income: Decimal | None = None,
    run: YearlyRun | None = None,
    proceeding_id: UUID | None = None,
) -> PensionRecalculation:
    """Return the recalculation of `pension` with the service gained since the last one, unsaved.

    Where nothing becomes higher, no service is counted by it: it stays to be counted another time. Raises BadFacts,
    MissingValue.
    """
    facts = recalculation_facts(
        pension,
        standing,
        kind,
        applied_on=applied_on,
        gained=gained,
        coefficient_with_new_income=coefficient_with_new_income,
    )
    receipt = recalculate(facts, parameters)
    answer = receipt.answer
    counts = answer.chosen != Chosen.UNCHANGED
    added = gained if counts else NOTHING
    return PensionRecalculation(
        pension=pension,
        kind=kind.value,
        run=run,
        proceeding_id=proceeding_id,
        applied_on=applied_on,
        effective_from=answer.effective_from,
        counted_until=facts.counted_until if counts else standing.counted_until,
        service_years=added.years,
        service_months=added.months,
        service_days=added.days,
        coefficient=_coefficient(facts, answer.chosen),
        chosen=answer.chosen.value,
        before=answer.before.cents,
        after=answer.after.cents,
        currency=answer.after.currency.value,
        receipt=receipt.as_json(),
        made_at=clock.now(),
    )


def _coefficient(facts: RecalculationFacts, chosen: Chosen) -> Decimal:
    if chosen == Chosen.LENGTH_AND_INCOME and facts.coefficient_with_new_income is not None:
        return facts.coefficient_with_new_income
    return facts.individual_coefficient
