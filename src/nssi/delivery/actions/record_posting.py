"""An official records that a document left as a registered letter with return receipt (S1.6, S2.6)."""

from uuid import UUID

from django.db import transaction

from nssi.audit import Actor, record
from nssi.delivery.methods import DeliveryMethod
from nssi.delivery.models import Delivery
from nssi.delivery.outside import NotPossible, Posting, ways
from nssi.delivery.tasks import SUBJECT, Todo, close
from nssi.delivery.timeline import What, hold, note


@transaction.atomic
def record_posting(delivery_id: UUID, posting: Posting, official: Actor) -> bool:
    """Record a registered letter with return receipt; return whether it is news. Raises NotPossible."""
    delivery = hold(delivery_id)
    if delivery.events.filter(what=What.POSTED, details__item=posting.item).exists():
        return False
    if DeliveryMethod.POST not in ways(delivery):
        raise NotPossible
    details = {"item": posting.item, "on": posting.on.isoformat(), "to": posting.address}
    note(delivery, What.POSTED, actor=official, key=posting.item, details=details)
    record(
        "delivery.posted",
        actor=official,
        subject_kind=SUBJECT,
        subject_id=str(delivery.id),
        about=delivery.addressee_id,
    )
    for todo in (Todo.POST, Todo.RETURNED):
        close(todo, delivery)
    if delivery.method == DeliveryMethod.POST:
        delivery.state = Delivery.State.WAITING
        delivery.save(update_fields=["state"])
    return True
