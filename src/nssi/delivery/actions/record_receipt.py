"""An official records what became of a registered letter: its return receipt, or the letter itself, came back."""

from datetime import date
from uuid import UUID

from django.db import transaction

from nssi.audit import Actor, record
from nssi.delivery.methods import DeliveryMethod, ServedBy
from nssi.delivery.models import Delivery
from nssi.delivery.outside import letter
from nssi.delivery.policies import policy_named
from nssi.delivery.serving import serve
from nssi.delivery.tasks import SUBJECT, Todo, open_task
from nssi.delivery.timeline import What, hold, note


@transaction.atomic
def record_receipt(delivery_id: UUID, item: str, *, on: date, official: Actor) -> bool:
    """Record that the return receipt of a letter came back: served on its day; return whether it is news.

    Raises NotPossible.
    """
    delivery = hold(delivery_id)
    if delivery.is_served and delivery.served_by == ServedBy.RECEIPT:
        return False
    letter(delivery, item, on)
    note(delivery, What.RECEIVED, actor=official, key=item, details={"item": item, "on": on.isoformat()})
    serve(delivery, ServedBy.RECEIPT, actor=official, on=on)
    return True


@transaction.atomic
def record_return(delivery_id: UUID, item: str, *, on: date, reason: str, official: Actor) -> bool:
    """Record that a letter came back and nobody took it; return whether it is news. Raises NotPossible."""
    delivery = hold(delivery_id)
    if delivery.events.filter(what=What.RETURNED, details__item=item).exists():
        return False
    letter(delivery, item, on)
    details = {"item": item, "on": on.isoformat(), "reason": reason}
    note(delivery, What.RETURNED, actor=official, key=item, details=details)
    record(
        "delivery.returned",
        actor=official,
        subject_kind=SUBJECT,
        subject_id=str(delivery.id),
        about=delivery.addressee_id,
    )
    if delivery.method == DeliveryMethod.POST:
        delivery.state = Delivery.State.UNDELIVERED
        delivery.save(update_fields=["state"])
    open_task(Todo.RETURNED, delivery, policy_named(delivery.policy).role, key=item)
    return True
