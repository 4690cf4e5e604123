"""Begin a delivery, now that its document is there: let the message leave, or ask an official for the rest."""

from uuid import UUID

from nssi.audit import SYSTEM
from nssi.delivery.announcements import announce
from nssi.delivery.methods import DeliveryMethod
from nssi.delivery.models import Delivery
from nssi.delivery.policies import policy_named
from nssi.delivery.tasks import Todo, open_task
from nssi.delivery.timeline import What, hold, note
from nssi.documents.models import IssuedDocument

State = Delivery.State


def begin_all_of(document: IssuedDocument) -> None:
    """Begin what waits for this document, in the transaction in which it is issued."""
    waiting = Delivery.objects.filter(document=document, state=State.PREPARING)
    for delivery_id in waiting.order_by("created_at", "id").values_list("id", flat=True):
        begin_delivery(delivery_id)


def begin_delivery(delivery_id: UUID) -> None:
    """Begin one delivery; one that was begun already is left alone.

    An electronic one goes on preparing until its message has left: the days for the download count from then.
    """
    delivery = hold(delivery_id)
    details = {"method": delivery.method, "to": delivery.destination, "addressee": str(delivery.addressee_id)}
    if not note(delivery, What.BEGUN, actor=SYSTEM, details=details):
        return
    match delivery.method:
        case DeliveryMethod.ELECTRONIC:
            announce(delivery)
            return
        case DeliveryMethod.POST:
            open_task(Todo.POST, delivery, policy_named(delivery.policy).role)
    delivery.state = State.WAITING
    delivery.save(update_fields=["state"])
