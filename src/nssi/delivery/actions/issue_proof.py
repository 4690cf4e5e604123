"""Issue the sealed document that proves how another one was delivered."""

from uuid import UUID

from django.db import transaction

from nssi.audit import Actor
from nssi.delivery.models import Delivery
from nssi.delivery.outside import NotPossible
from nssi.delivery.proof import PROOF_OF_SERVICE, proof_of, said_of
from nssi.delivery.tasks import SUBJECT
from nssi.delivery.timeline import hold
from nssi.documents.actions.issue_document import issue_document
from nssi.documents.models import IssuedDocument


@transaction.atomic
def issue_proof(delivery_id: UUID, actor: Actor) -> IssuedDocument:
    """Return the proof for this delivery: the one that is there while nothing has happened since, else a new one.

    Raises NotPossible for a document that is still on its way.
    """
    delivery = hold(delivery_id)
    if delivery.state not in (Delivery.State.SERVED, Delivery.State.NOT_FETCHED):
        raise NotPossible
    said = said_of(delivery)
    last = proof_of(delivery)
    if last and last.data["chain"] == said["chain"]:
        return last
    return issue_document(
        PROOF_OF_SERVICE,
        data=said,
        person=delivery.addressee,
        body=delivery.document.body,
        subject_kind=SUBJECT,
        subject_id=str(delivery.id),
        actor=actor,
        replaces=last,
    )
