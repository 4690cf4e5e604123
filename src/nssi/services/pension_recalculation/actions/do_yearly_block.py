"""Recalculate the pensions of one block of a yearly run, once, in one transaction."""

from collections import Counter
from datetime import date
from uuid import UUID

from django.db import transaction

from nssi.foundation import clock
from nssi.institution.parameters import current_parameters
from nssi.insurance.queries import Declared, declared_of_many
from nssi.law.calendar import Month
from nssi.law.errors import LawError
from nssi.law.length import NOTHING, Length
from nssi.law.parameters import Parameters
from nssi.law.pensions.recalculation import Chosen, RecalculationKind
from nssi.pensions.actions.recalculate import recalculation_of
from nssi.pensions.facts import Standing, recalculation_facts, standing_of
from nssi.pensions.models import (
    IncomeCoefficient,
    Pension,
    PensionRecalculation,
    YearlyBlock,
    YearlyFailure,
    YearlyRun,
)
from nssi.pensions.queries import recalculations_of
from nssi.services.pension_recalculation.gained import gained_service

_LONGEST_WHY = 300


@transaction.atomic
def do_yearly_block(block_id: int) -> None:
    """Do the block, or nothing where it is done. What one pension lacks is told of it alone, and stops no other."""
    block = (
        YearlyBlock.objects.select_for_update(of=("self",))
        .select_related("run")
        .filter(pk=block_id, state=YearlyBlock.State.WAITING)
        .first()
    )
    if block is None:
        return
    found = _Block(block.run, _pensions(block))
    found.work()
    PensionRecalculation.objects.bulk_create(found.rows)
    YearlyFailure.objects.bulk_create(found.failures)
    for name, count in found.counts.items():
        setattr(block, name, count)
    block.state = YearlyBlock.State.DONE
    block.save()


@transaction.atomic
def end_yearly_run(run_id: int) -> bool:
    """Note the end of the run where its last block is done. Return whether it has ended."""
    if YearlyBlock.objects.filter(run=run_id, state=YearlyBlock.State.WAITING).exists():
        return False
    YearlyRun.objects.filter(pk=run_id, ended_at=None).update(ended_at=clock.now())
    return True


def _pensions(block: YearlyBlock) -> list[Pension]:
    april = date(block.run.year, 4, 1)
    return list(
        Pension.objects.filter(id__gte=block.first, id__lte=block.last, granted_on__lt=april).order_by("id")
    )


class _Block:
    """The work on one block: what was read for all its pensions at once, and what became of each."""

    def __init__(self, run: YearlyRun, pensions: list[Pension]) -> None:
        self.run, self.pensions = run, pensions
        self.parameters: Parameters = current_parameters()
        self.april = date(run.year, 4, 1)
        recalculations = recalculations_of(pension.id for pension in pensions)
        self.standings = {
            pension.id: standing_of(pension, recalculations.get(pension.id, ()), self.parameters)
            for pension in pensions
        }
        self.new_coefficients = dict(
            IncomeCoefficient.objects.filter(pension__in=pensions, year=run.year).values_list(
                "pension_id", "coefficient"
            )
        )
        self.declared = self._declared()
        self.rows: list[PensionRecalculation] = []
        self.failures: list[YearlyFailure] = []
        self.counts: Counter[str] = Counter()

    def _declared(self) -> dict[UUID, list[Declared]]:
        if not self.pensions:
            return {}
        earliest = min(standing.counted_until for standing in self.standings.values())
        return declared_of_many(
            [pension.person_id for pension in self.pensions],
            Month.of(earliest),
            Month.of(self.april),
            self.run.known_at,
        )

    def work(self) -> None:
        """Look at each pension."""
        for pension in self.pensions:
            try:
                self.counts[self._look_at(pension, self.standings[pension.id])] += 1
            except LawError as error:
                self.counts["failed"] += 1
                why = error.told[:_LONGEST_WHY]
                self.failures.append(YearlyFailure(run=self.run, pension=pension, why=why))

    def _look_at(self, pension: Pension, standing: Standing) -> str:
        if standing.by_application_on is not None and standing.by_application_on < self.april:
            return "excluded"
        coefficient = None
        if pension.yearly_since is not None and pension.yearly_since < self.april:
            coefficient = self.new_coefficients.get(pension.id)
            self.counts["without_coefficient"] += coefficient is None
        kind = RecalculationKind.EX_OFFICIO if coefficient is None else RecalculationKind.UP26_1
        until = recalculation_facts(pension, standing, kind, applied_on=self.april).counted_until
        gained = self._gained(pension, standing, until)
        if gained == NOTHING and coefficient is None:
            return "without_service"
        row = recalculation_of(
            pension,
            standing,
            kind,
            self.parameters,
            applied_on=self.april,
            gained=gained,
            coefficient_with_new_income=coefficient,
            run=self.run,
        )
        if row.chosen == Chosen.UNCHANGED:
            return "unchanged"
        self.rows.append(row)
        self.counts["rise"] += row.after - row.before
        return "higher"

    def _gained(self, pension: Pension, standing: Standing, until: date) -> Length:
        declared = self.declared.get(pension.person_id, ())
        if not declared or standing.counted_until >= until:
            return NOTHING
        return gained_service(declared, standing.counted_until, until, self.parameters).answer.total
