"""Activate a PIK; the one that was active until now is superseded in the same transaction."""

from uuid import UUID

from django.db import transaction

from nssi.access.models import PikCredential
from nssi.foundation import clock
from nssi.people.models import Person

State = PikCredential.State


class PikHasEnded(Exception):  # noqa: N818 – the name says it
    """The PIK was destroyed, superseded or annulled: it can never be activated."""


@transaction.atomic
def activate_pik(credential_id: UUID) -> PikCredential:
    """Return the PIK, now active; done twice, it changes nothing. Raises `PikHasEnded`."""
    credential = PikCredential.objects.get(pk=credential_id)
    # the person's row, not the PIK's: two PIKs of one person that are activated at the same time take turns
    Person.objects.select_for_update(no_key=True).get(pk=credential.person_id)
    credential.refresh_from_db()
    if credential.state == State.ACTIVE:
        return credential
    if credential.state != State.INACTIVE:
        raise PikHasEnded(credential.state)
    now = clock.now()
    PikCredential.objects.filter(person=credential.person_id, state=State.ACTIVE).update(
        state=State.SUPERSEDED, pik_hash="", ended_at=now
    )
    credential.state, credential.activated_at = State.ACTIVE, now
    credential.save(update_fields=["state", "activated_at"])
    return credential
