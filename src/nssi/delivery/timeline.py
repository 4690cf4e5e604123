"""The timeline of a document: how an event is appended to its chain, and how the chain is checked."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import Any
from uuid import UUID

from nssi.audit import Actor
from nssi.delivery.models import Delivery, DeliveryEvent
from nssi.documents.models import IssuedDocument
from nssi.foundation import clock

What = DeliveryEvent.What


def hold(delivery_id: UUID) -> Delivery:
    """Return the delivery with its document, which stays locked until the caller's transaction ends.

    That is the lock of the document's chain and of all that may change about its deliveries. Whoever ends a term of the
    delivery too does so before: the sweeper of terms holds the term when it asks for this lock. Raises
    IssuedDocument.DoesNotExist.
    """
    documents = IssuedDocument.objects.select_for_update(of=("self",), no_key=True)
    document = documents.get(deliveries=delivery_id)
    delivery = Delivery.objects.get(id=delivery_id)  # read after the wait: what others did meanwhile counts
    delivery.document = document
    return delivery


def note(
    delivery: Delivery, what: What, *, actor: Actor, key: str = "", details: dict[str, Any] | None = None
) -> DeliveryEvent | None:
    """Append to the timeline that `what` happened to a delivery that is held; return the event, or None: it is no news.

    `key` tells two happenings of one kind apart, as the number of a letter does; the same again changes nothing. `details`
    hold texts and whole numbers.
    """
    event_id = ":".join(filter(None, (what, str(delivery.id), key)))
    chain = DeliveryEvent.objects.filter(document_id=delivery.document_id)
    if chain.filter(id=event_id).exists():
        return None
    last = chain.order_by("number").last()
    event = DeliveryEvent(
        id=event_id,
        document_id=delivery.document_id,
        delivery=delivery,
        number=last.number + 1 if last else 1,
        what=what,
        at=clock.now(),
        by=f"{actor.kind} {actor.id}".strip(),
        details=details or {},
        previous=last.hash if last else delivery.document.sha256,
    )
    event.hash = digest(event)
    event.save(force_insert=True)
    return event


def digest(event: DeliveryEvent) -> str:
    """Return the hash of an event: SHA-256 of what it says and of the hash before it, in hexadecimal."""
    said = {
        "id": event.id,
        "document": str(event.document_id),
        "delivery": str(event.delivery_id),
        "number": event.number,
        "what": str(event.what),
        "at": event.at.astimezone(UTC).isoformat(),
        "by": event.by,
        "details": event.details,
        "previous": event.previous,
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def breaks(sha256: str, events: Iterable[DeliveryEvent]) -> Iterator[str]:
    """Yield what is wrong with the chain of a document of this hash, given its events by number."""
    number, previous = 0, sha256
    for event in events:
        number += 1
        if event.number != number:
            yield f"event {number} is missing"
            number = event.number
        elif event.previous != previous:
            yield f"event {number} ({event.what}) does not follow the one before it"
        if event.hash != digest(event):
            yield f"event {number} ({event.what}) was changed"
        previous = event.hash
