"""Record that a fee was paid at the counter."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from nssi.access.models import Official
from nssi.audit import SYSTEM, Actor, record
from nssi.foundation import clock
from nssi.payments.events import tell_paid
from nssi.payments.models import Fee


class AlreadySettled(Exception):  # noqa: N818 – an answer, no error of ours
    """The fee is paid already, or has fallen away."""


@transaction.atomic
def record_counter_payment(fee_id: UUID, receipt_number: str, official: Official) -> Fee:
    """Return the fee, paid now against this receipt. Raises AlreadySettled."""
    fee = hold_fee(fee_id)
    if fee.state != Fee.State.DUE:
        raise AlreadySettled
    fee.receipt_number, fee.recorded_by = receipt_number, official
    settle(fee, Fee.PaidBy.COUNTER, clock.now(), Actor.official(official.pk))
    return fee


def hold_fee(fee_id: UUID) -> Fee:
    """Return a fee, locked to the end of the caller's transaction. Raises Fee.DoesNotExist."""
    return Fee.objects.select_for_update(of=("self",)).select_related("person", "body").get(pk=fee_id)


def settle(fee: Fee, paid_by: Fee.PaidBy, at: datetime, actor: Actor = SYSTEM) -> None:
    """Mark a fee that the caller holds as paid, and tell whoever waits for it."""
    fee.state, fee.paid_by, fee.settled_at = Fee.State.PAID, paid_by, at
    fee.save()
    record(
        "payments.paid",
        actor=actor,
        subject_kind="fee",
        subject_id=str(fee.id),
        details={"by": paid_by.value},
    )
    tell_paid(fee)
