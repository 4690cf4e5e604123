"""Activate a PIK; the one that was active until now is superseded in the same transaction."""

from uuid import UUID

from django.db import transaction

from nssi.access.models import PikCredential
from nssi.foundation import clock
from nssi.foundation.statements import change, row, store
from nssi.people.models import Person

State = PikCredential.State
_OF_THE_PIK = "id = (SELECT person_id FROM access_pikcredential WHERE id = %s) FOR NO KEY UPDATE"


class PikHasEnded(Exception):  # noqa: N818 – the name says it
    """The PIK was destroyed, superseded or annulled: it can never be activated."""


@transaction.atomic
def activate_pik(credential_id: UUID) -> PikCredential:
    """Return the PIK, now active; done twice, it changes nothing. Raises `PikHasEnded`."""
    # the person's row, not the PIK's: two PIKs of one person that are activated at the same time take turns
    row(Person, _OF_THE_PIK, [credential_id])
    credential = row(PikCredential, "id = %s", [credential_id])
    if credential is None:
        raise PikCredential.DoesNotExist
    if credential.state == State.ACTIVE:
        return credential
    if credential.state != State.INACTIVE:
        raise PikHasEnded(credential.state)
    now = clock.now()
    change(
        PikCredential,
        {"state": State.SUPERSEDED, "pik_hash": "", "ended_at": now},
        "person_id = %s AND state = %s",
        [credential.person_id, State.ACTIVE],
    )
    credential.state, credential.activated_at = State.ACTIVE, now
    store(credential, "state", "activated_at")
    return credential
