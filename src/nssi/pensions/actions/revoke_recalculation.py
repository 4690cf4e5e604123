"""Revoke a recalculation: its order was taken away by a decision on an appeal."""

from uuid import UUID

from nssi.foundation import clock
from nssi.pensions.models import PensionRecalculation, RevokedRecalculation


def revoke_recalculation(proceeding_id: UUID) -> None:
    """Let the recalculation of this proceeding count no more, in the caller's transaction; nothing where there is none."""
    row = PensionRecalculation.objects.filter(proceeding_id=proceeding_id, revocation=None).last()
    if row is not None:
        RevokedRecalculation.objects.create(recalculation=row, revoked_at=clock.now())
