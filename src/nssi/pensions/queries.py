"""What the house asks about granted pensions."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, QuerySet, Sum

from nssi.pensions.models import Pension, PensionRecalculation, YearlyBlock, YearlyRun
from nssi.people.models import Person


def pensions_of(person: Person) -> list[Pension]:
    """Return the pensions of a person, the first granted first."""
    return list(Pension.objects.filter(person=person).select_related("body").order_by("granted_on", "id"))


def recalculations_in_force() -> QuerySet[PensionRecalculation]:
    """Return the recalculations that no decision on an appeal revoked."""
    return PensionRecalculation.objects.filter(revocation=None)


def last_imported_at() -> datetime | None:
    """Return when a pension came into the register last; None where there is none."""
    newest: datetime | None = Pension.objects.aggregate(at=Max("imported_at"))["at"]
    return newest


def pensioners_since(people: Iterable[UUID], since: datetime) -> set[UUID]:
    """Return whose pension, of these people, came into the register after `since`."""
    found = Pension.objects.filter(person__in=list(people), imported_at__gt=since)
    return set(found.values_list("person_id", flat=True))


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
