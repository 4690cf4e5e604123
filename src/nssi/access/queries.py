"""What the house asks about PIKs."""

from uuid import UUID

from nssi.access.models import PikCredential
from nssi.foundation.statements import row


def active_pik(person_id: UUID) -> PikCredential | None:
    """Return the PIK with which the person with this id can log in now, or None."""
    return row(PikCredential, "person_id = %s AND state = %s", [person_id, PikCredential.State.ACTIVE])
