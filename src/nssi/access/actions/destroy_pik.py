"""Destroy a PIK that was never activated: its procedure has ended without it."""

from uuid import UUID

from nssi.access.models import PikCredential
from nssi.foundation import clock


def destroy_pik(credential_id: UUID) -> None:
    """Wipe the hash of an inactive PIK, so that nothing can activate it. One that is not inactive stays as it is."""
    PikCredential.objects.filter(pk=credential_id, state=PikCredential.State.INACTIVE).update(
        state=PikCredential.State.DESTROYED, pik_hash="", ended_at=clock.now()
    )
