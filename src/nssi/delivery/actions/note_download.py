"""Note that the addressee took a document whole: the first time it is served by that (Art. 26(2) ЗЕУ, S1.9)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from nssi.audit import Actor, record
from nssi.delivery.clocks import keep_days
from nssi.delivery.methods import OpenedBy, ServedBy
from nssi.delivery.models import Delivery
from nssi.delivery.policies import policy_named
from nssi.delivery.serving import serve
from nssi.delivery.tasks import SUBJECT
from nssi.delivery.timeline import What, hold, note
from nssi.foundation import clock


@transaction.atomic
def note_download(
    delivery_id: UUID, *, size: int, identified_by: OpenedBy, actor: Actor, begun_at: datetime
) -> bool:
    """Note a complete download of `size` bytes that began at `begun_at`; return whether the document is served by it.

    Later ones change nothing, and neither does one after the last day where the act has another way of service follow
    (Art. 5(3) of the ordinance): those are copies, and only the trail tells of them.
    """
    keep_days(delivery_id)
    delivery = hold(delivery_id)
    record(
        "delivery.downloaded",
        actor=actor,
        subject_kind=SUBJECT,
        subject_id=str(delivery.id),
        details={"bytes": size, "identified_by": identified_by},
        about=delivery.addressee_id,
    )
    if not is_service(delivery):
        return False
    details = {"bytes": size, "identified_by": str(identified_by), "begun_at": begun_at.isoformat()}
    event = note(delivery, What.DOWNLOADED, actor=actor, details=details)
    if event is None:
        return False
    serve(delivery, ServedBy.DOWNLOAD, actor=actor, on=clock.local(event.at).date(), at=event.at)
    return True


def is_service(delivery: Delivery) -> bool:
    """Return whether a complete download would serve the document now."""
    if delivery.is_served or not delivery.is_electronic:
        return False
    return not is_late(delivery) or policy_named(delivery.policy).late_download_serves


def is_late(delivery: Delivery) -> bool:
    """Return whether the days for the download are over; that they were holds, also where the clock was moved back since."""
    if delivery.is_served:
        return False
    is_over = delivery.due_on is not None and clock.today() > delivery.due_on
    return is_over or delivery.state == Delivery.State.NOT_FETCHED
