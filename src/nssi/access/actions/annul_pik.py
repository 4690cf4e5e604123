"""Annul a PIK because its owner asks for it: whoever is logged in with it is out at once."""

from uuid import UUID

from django.db import transaction

from nssi.access.models import PikCredential
from nssi.foundation import clock
from nssi.people.models import Person

State = PikCredential.State


@transaction.atomic
def annul_pik(credential_id: UUID) -> bool:
    """Let an active PIK open nothing any more; return whether it was active until now."""
    credential = PikCredential.objects.get(pk=credential_id)
    # the person's row, as in activate_pik: who annuls and who activates take turns
    Person.objects.select_for_update(no_key=True).get(pk=credential.person_id)
    annulled = PikCredential.objects.filter(pk=credential_id, state=State.ACTIVE).update(
        state=State.ANNULLED, pik_hash="", ended_at=clock.now()
    )
    return bool(annulled)
