"""What service of a document changes, by whatever way it came about."""

from datetime import date, datetime

from nssi.audit import Actor, record
from nssi.delivery.events import tell_served
from nssi.delivery.methods import ServedBy
from nssi.delivery.models import Delivery
from nssi.delivery.tasks import SUBJECT, close_all


def serve(delivery: Delivery, by: ServedBy, *, actor: Actor, on: date, at: datetime | None = None) -> None:
    """Let a delivery that is held be served on a day, at a moment where it is known, and tell the rooms above."""
    delivery.state, delivery.served_by = Delivery.State.SERVED, by
    delivery.served_on, delivery.served_at = on, at
    delivery.save(update_fields=["state", "served_by", "served_on", "served_at"])
    close_all(delivery)
    record(
        "delivery.served",
        actor=actor,
        subject_kind=SUBJECT,
        subject_id=str(delivery.id),
        details={"document": str(delivery.document_id), "by": by},
        about=delivery.addressee_id,
    )
    tell_served(delivery)
