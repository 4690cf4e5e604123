"""A person chooses to pay a fee online: a try is remembered, and a job registers it in the ePayment system."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from nssi.audit import Actor, record
from nssi.foundation import clock
from nssi.payments import jobs
from nssi.payments.actions.record_counter_payment import AlreadySettled, hold_fee
from nssi.payments.models import Fee, OnlinePayment
from nssi.people.models import Person

VALID_FOR = timedelta(days=30)
"""How long a request waits in the ePayment system."""

LOOKED_AFTER_IN = timedelta(minutes=2)


@transaction.atomic
def begin_online_payment(fee_id: UUID, person: Person) -> OnlinePayment:
    """Return the try that is open, or a new one. Raises AlreadySettled, Fee.DoesNotExist (also where it is not theirs)."""
    fee = hold_fee(fee_id)
    if fee.person_id != person.pk:
        raise Fee.DoesNotExist
    if fee.state != Fee.State.DUE:
        raise AlreadySettled
    tries = list(fee.online_payments.order_by("attempt"))
    if tries and not tries[-1].has_ended:
        return tries[-1]
    payment = OnlinePayment.objects.create(
        fee=fee,
        attempt=len(tries) + 1,
        asked_at=clock.now(),
        expires_on=clock.today() + VALID_FOR,
        looked_after_at=clock.now() + LOOKED_AFTER_IN,
    )
    record(
        "payments.begun_online",
        actor=Actor.person(person.pk),
        subject_kind="fee",
        subject_id=str(fee.pk),
        details={"attempt": payment.attempt},
    )
    jobs.register_online_payment.defer(payment_id=str(payment.pk))
    return payment
