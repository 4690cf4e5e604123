"""Let a fee fall away that is not paid: what it was asked for is not wanted any more."""

from uuid import UUID

from django.db import transaction

from nssi.audit import Actor, record
from nssi.foundation import clock
from nssi.payments.actions.record_counter_payment import hold_fee
from nssi.payments.models import Fee


@transaction.atomic
def cancel_fee(fee_id: UUID, actor: Actor) -> None:
    """Cancel a fee that is due; one that is paid stays paid, for nothing is paid back by itself."""
    fee = hold_fee(fee_id)
    if fee.state == Fee.State.DUE:
        fee.state, fee.settled_at = Fee.State.CANCELLED, clock.now()
        fee.save()
        record("payments.cancelled", actor=actor, subject_kind="fee", subject_id=str(fee.id))
