"""An official records that a document was handed over at the counter and signed for (S1.6, S2.6)."""

from datetime import date
from uuid import UUID

from django.db import transaction

from nssi.audit import Actor
from nssi.delivery.clocks import stop_days
from nssi.delivery.methods import DeliveryMethod, ServedBy
from nssi.delivery.outside import NotPossible, ways
from nssi.delivery.serving import serve
from nssi.delivery.timeline import What, hold, note


@transaction.atomic
def record_signature(delivery_id: UUID, *, on: date, signed_by: str, official: Actor) -> None:
    """Record that the document was handed over at the counter and signed for. Raises NotPossible.

    `signed_by`: the names of the authorised person, empty where the addressee signed.
    """
    stop_days(delivery_id)
    delivery = hold(delivery_id)
    if DeliveryMethod.COUNTER not in ways(delivery):
        raise NotPossible
    note(delivery, What.SIGNED_FOR, actor=official, details={"on": on.isoformat(), "signed_by": signed_by})
    serve(delivery, ServedBy.SIGNATURE, actor=official, on=on)
