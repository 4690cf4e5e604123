"""Documents on their way: issued, their message sent or not."""

from datetime import date
from typing import Any

from django.db import transaction

from nssi.audit import Actor
from nssi.delivery.actions.deliver_document import deliver_document
from nssi.delivery.actions.note_download import note_download
from nssi.delivery.methods import DeliveryMethod, OpenedBy
from nssi.delivery.models import Delivery, DeliveryEvent
from nssi.delivery.policies import DeliveryPolicy
from nssi.documents.actions.make_document import make_document
from nssi.documents.kinds import DocumentKind
from nssi.foundation import clock
from nssi.messages.jobs import deliver
from nssi.messages.models import OutgoingMessage
from nssi.people.models import Person
from nssi.services.archive_certificate.delivery import DELIVERY as ARCHIVE_CERTIFICATE
from nssi.services.pension_recalculation.delivery import DELIVERY as PENSION_RECALCULATION
from nssi.services.unemployment_benefit.delivery import DELIVERY as UNEMPLOYMENT_BENEFIT
from tests.documents.specimen import ORDER, issue

__all__ = ["ARCHIVE_CERTIFICATE", "PENSION_RECALCULATION", "UNEMPLOYMENT_BENEFIT"]

MAIL = "m.petrova@example.bg"
ADDRESS = "гр. Варна 9000\nул. „Цар Симеон“ № 1, ет. 2"
DESTINATIONS = {DeliveryMethod.ELECTRONIC: MAIL, DeliveryMethod.POST: ADDRESS, DeliveryMethod.COUNTER: ""}


def prepared(
    person: Person,
    policy: DeliveryPolicy = UNEMPLOYMENT_BENEFIT,
    method: DeliveryMethod = DeliveryMethod.ELECTRONIC,
    kind: DocumentKind = ORDER,
    **how: Any,
) -> Delivery:
    """Return the delivery of a document that has its number and is not made yet."""
    with transaction.atomic():
        how = {"destination": DESTINATIONS[method], **how}
        return deliver_document(
            issue(kind, person=person), addressee=person, method=method, policy=policy, **how
        )


def begun(*args: Any, **how: Any) -> Delivery:
    """Return the delivery of a document that is there; the message of an electronic one waits to leave."""
    delivery = prepared(*args, **how)
    make_document(delivery.document_id)
    return again(delivery)


def sent(*args: Any, **how: Any) -> Delivery:
    """Return the delivery of a document whose message has left (it takes a mail server)."""
    delivery = begun(*args, **how)
    let_leave(delivery)
    return again(delivery)


def let_leave(delivery: Delivery) -> OutgoingMessage:
    """Do the job of the message that announces the document, and return the message as it stands after it."""
    message = message_of(delivery)
    deliver(message_id=str(message.pk))
    message.refresh_from_db()
    return message


def message_of(delivery: Delivery) -> OutgoingMessage:
    """Return the message that announces the document."""
    return OutgoingMessage.objects.get(key=f"delivery.ready:{delivery.id}")


def again(delivery: Delivery) -> Delivery:
    """Return the delivery as it stands now."""
    return Delivery.objects.select_related("document").get(id=delivery.id)


def timeline(delivery: Delivery) -> list[str]:
    """Return what happened, in order."""
    return list(
        DeliveryEvent.objects.filter(delivery=delivery).order_by("number").values_list("what", flat=True)
    )


def download(delivery: Delivery) -> bool:
    """Let the addressee take the document whole."""
    return note_download(
        delivery.id,
        size=delivery.document.size,
        identified_by=OpenedBy.PIK,
        actor=Actor.person(delivery.addressee_id),
        begun_at=clock.now(),
    )


def go_to(travel, day: date, hour: int = 12) -> None:
    """Move the clock to a day, at an hour of Sofia."""
    at = clock.local(clock.now()).replace(
        year=day.year, month=day.month, day=day.day, hour=hour, minute=0, second=0
    )
    travel(seconds=(at - clock.now()).total_seconds())
