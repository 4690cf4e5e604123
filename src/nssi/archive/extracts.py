"""Holding an extract while it is changed, and what must be true of what is entered into it."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from nssi.access.models import Official
from nssi.archive.models import Deposit, PayrollExtract
from nssi.audit import Actor, record
from nssi.foundation import clock
from nssi.law.calendar import Month


class ExtractConfirmed(Exception):  # noqa: N818 – an answer, no error of ours
    """The extract was confirmed: it stays as it is until somebody opens it again."""


class OutsideDeposits(Exception):  # noqa: N818 – an answer, no error of ours
    """No payrolls of the insurer are held for these months."""

    def __init__(self, months: list[Month]) -> None:
        super().__init__(len(months))
        self.months = months


class NotByTheSame(Exception):  # noqa: N818 – an answer, no error of ours
    """Who changed the extract last cannot confirm it (four eyes)."""


def hold_extract(extract_id: UUID) -> PayrollExtract:
    """Return an extract that may be changed, locked to the end of the caller's transaction. Raises ExtractConfirmed, DoesNotExist."""
    extract = (
        PayrollExtract.objects.select_for_update(of=("self",)).select_related("insurer").get(pk=extract_id)
    )
    if extract.confirmed_at is not None:
        raise ExtractConfirmed
    return extract


def refuse_outside(extract: PayrollExtract, months: Iterable[date]) -> None:
    """Raise OutsideDeposits where no payrolls of the insurer are held for some of these months."""
    held = [
        deposit.months
        for deposit in Deposit.objects.filter(insurer=extract.insurer_id, kind=Deposit.Kind.PAYROLLS)
    ]
    outside = sorted(
        month
        for month in set(map(Month.of, months))
        if not any(first <= month <= last for first, last in held)
    )
    if outside:
        raise OutsideDeposits(outside)


def changed(extract: PayrollExtract, official: Official, what: str, count: int) -> None:
    """Note who changed an extract, in its row and in the trail."""
    extract.entered_by, extract.entered_at = official, clock.now()
    extract.save()
    note(extract, official, what, count)


def note(extract: PayrollExtract, official: Official, what: str, count: int = 0) -> None:
    """Write into the trail what was done with an extract."""
    record(
        f"archive.{what}",
        actor=Actor.official(official.pk),
        subject_kind="payroll_extract",
        subject_id=str(extract.pk),
        details={"count": count} if count else {},
        about=extract.person_id,
    )
