"""Whoever has the link and the access code asks for a code at the address that the application gave (S2.6, S3.6)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from nssi.access import throttle
from nssi.audit import ANONYMOUS, record
from nssi.delivery.models import Delivery
from nssi.delivery.one_time_codes import LIVES, SENT, WRONG_BY_ADDRESS, WRONG_BY_DELIVERY, new_code
from nssi.delivery.tasks import SUBJECT
from nssi.messages.actions.send import send
from nssi.records.access_codes import matches


@dataclass(frozen=True)
class Asked:
    """How it went: the code is on its way, or tries are refused until a time, or the access code is not the right one."""

    is_sent: bool = False
    refused_until: datetime | None = None


def send_one_time_code(delivery: Delivery, access_code: str, address: str) -> Asked:
    """Send a one-time code where the access code, as people type it, is right. It keeps count of wrong tries.

    Call it in a transaction. `address` is where the request comes from.
    """
    if delivery.application_id is None:
        return Asked()
    tries = ((WRONG_BY_ADDRESS, address), (WRONG_BY_DELIVERY, str(delivery.id)))
    for limit, key in tries:
        if until := throttle.count(limit, key):
            return Asked(refused_until=until)
    if not matches(delivery.application_id, delivery.access_key_id, access_code):
        return Asked()
    for limit, key in tries:
        throttle.forget(limit, key)
    if until := throttle.count(SENT, str(delivery.id)):
        return Asked(refused_until=until)
    send(
        delivery.destination,
        "delivery/messages/one_time_code",
        {"code": new_code(delivery), "minutes": int(LIVES.total_seconds()) // 60},
        key=f"delivery.one_time_code:{uuid4()}",
    )
    record("delivery.one_time_code_sent", actor=ANONYMOUS, subject_kind=SUBJECT, subject_id=str(delivery.id))
    return Asked(is_sent=True)
