"""What the house asks about granted pensions."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Count, Sum

from nssi.pensions.models import Pension, PensionRecalculation, YearlyBlock, YearlyRun
from nssi.people.models import Person


def pensions_of(person: Person) -> list[Pension]:
    """Return the pensions of a person, the first granted first."""
    return list(Pension.objects.filter(person=person).select_related("body").order_by("granted_on", "id"))


def recalculations_of(pensions: Iterable[UUID]) -> dict[UUID, list[PensionRecalculation]]:
    """Return the recalculations of these pensions without their receipts, by pension, oldest first. One query."""
    rows = (
        PensionRecalculation.objects.filter(pension__in=list(pensions), revocation=None)
        .defer("receipt")
        .order_by("pension_id", "effective_from", "id")
    )
    return {pension: list(group) for pension, group in groupby(rows, key=lambda row: row.pension_id)}


def report_of(run: YearlyRun) -> dict[str, Any]:
    """Return how far a run is and what it found: counts by what became of pensions, the rise of all together in cents."""
    outcomes = ("higher", "unchanged", "without_service", "excluded", "failed")
    counts = (*outcomes, "without_coefficient", "rise")
    done = run.blocks.filter(state=YearlyBlock.State.DONE)
    found: dict[str, Any] = done.aggregate(**{name: Sum(name, default=0) for name in counts})
    blocks = run.blocks.aggregate(all=Count("pk"))["all"]
    looked_at = sum(found[name] for name in outcomes)
    return {**found, "blocks": blocks, "blocks_done": done.count(), "looked_at": looked_at}
