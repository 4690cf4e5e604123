"""Take what the ePayment system tells of a try to pay: once, in the order of its own clock."""

from django.db import transaction

from nssi.foundation import clock
from nssi.payments.actions.record_counter_payment import hold_fee, settle
from nssi.payments.epayment.client import Told
from nssi.payments.events import tell_paid_twice
from nssi.payments.models import Fee, OnlinePayment, PaymentNotice

Outcome, Status = PaymentNotice.Outcome, OnlinePayment.Status


@transaction.atomic
def take_notice(told: Told, *, asked: bool = False) -> bool:
    """Take note of a status; return False where nobody here knows the request, or the status means nothing.

    The same again changes nothing, nor does one that is older than what is known. Paid is for good: nothing told later takes
    it back. A fee that was paid in another way meanwhile is told of (events.when_paid_twice) and not paid back by itself.
    """
    payment = OnlinePayment.objects.filter(reference=told.reference).first()
    if payment is None or told.status not in Status.values:
        return False
    fee = hold_fee(payment.fee_id)
    payment = OnlinePayment.objects.select_for_update().get(pk=payment.pk)
    outcome = _outcome(payment, told)
    if not (asked and outcome is Outcome.REPEATED):
        PaymentNotice.objects.create(
            payment=payment,
            status=told.status,
            changed_at=told.changed_at,
            received_at=clock.now(),
            asked=asked,
            outcome=outcome,
        )
    if outcome is Outcome.TAKEN:
        payment.status, payment.changed_at = told.status, told.changed_at
        payment.save()
        if told.status == Status.PAID:
            _paid(fee)
    return True


def _outcome(payment: OnlinePayment, told: Told) -> PaymentNotice.Outcome:
    if told.status == payment.status:
        return Outcome.REPEATED
    if payment.status == Status.PAID:
        return Outcome.STALE
    is_older = payment.changed_at is not None and told.changed_at < payment.changed_at
    return Outcome.STALE if is_older and told.status != Status.PAID else Outcome.TAKEN


def _paid(fee: Fee) -> None:
    if fee.state == Fee.State.DUE:
        settle(fee, Fee.PaidBy.ONLINE, clock.now())
    else:
        tell_paid_twice(fee)
