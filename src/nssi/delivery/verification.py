"""Whether the timelines prove what the deliveries say: every chain whole, and nothing served without its event."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from django.db.models import Exists, OuterRef

from nssi.delivery.methods import ServedBy
from nssi.delivery.models import Delivery, DeliveryEvent
from nssi.delivery.timeline import What, breaks
from nssi.documents.models import IssuedDocument
from nssi.foundation import clock

_AT_ONCE = 1000

_SERVES = {
    What.DOWNLOADED: ServedBy.DOWNLOAD,
    What.SIGNED_FOR: ServedBy.SIGNATURE,
    What.RECEIVED: ServedBy.RECEIPT,
}
"""The events that are service, and by what the document then counts as served."""


@dataclass(frozen=True)
class Proof:
    """What the timeline of one document holds: how many events, and what is broken in it."""

    outgoing_number: str
    events: int
    broken: tuple[str, ...]


def proofs() -> Iterator[Proof]:
    """Yield the proof of each document that is, or was, on its way to somebody."""
    on_their_way = IssuedDocument.objects.filter(Exists(Delivery.objects.filter(document=OuterRef("pk"))))
    with_timelines = on_their_way.order_by("id").prefetch_related("deliveries__events")
    for document in with_timelines.iterator(_AT_ONCE):
        deliveries = list(document.deliveries.all())
        events = sorted(
            (event for delivery in deliveries for event in delivery.events.all()), key=attrgetter("number")
        )
        broken = [*breaks(document.sha256, events)]
        for delivery in deliveries:
            broken += _disagreements(
                delivery, [event for event in events if event.delivery_id == delivery.id]
            )
        yield Proof(document.outgoing_number, len(events), tuple(broken))


def _disagreements(delivery: Delivery, events: list[DeliveryEvent]) -> Iterator[str]:
    """Yield where the row of a delivery says something else than its events."""
    begun = [event for event in events if event.what == What.BEGUN]
    said = {"method": delivery.method, "to": delivery.destination, "addressee": str(delivery.addressee_id)}
    if begun and begun[0].details != said:
        yield f"delivery {delivery.id} goes elsewhere than its first event says"
    if not begun and (events or delivery.state != Delivery.State.PREPARING):
        yield f"delivery {delivery.id} has no beginning"
    serving = [event for event in events if event.what in _SERVES]
    told = [(str(_SERVES[What(event.what)]), _day(event)) for event in serving]
    row = [(delivery.served_by, delivery.served_on)] if delivery.is_served else []
    if told != row:
        yield f"delivery {delivery.id} is {delivery.state}, and its events tell of {len(serving)} services"


def _day(event: DeliveryEvent) -> date:
    """Return the day on which an event served the document."""
    on = event.details.get("on")
    return date.fromisoformat(on) if on else clock.local(event.at).date()
