"""Jobs of this room."""

from uuid import UUID

from nssi.foundation.queue import PATIENT, queue


@queue.task(name="payments.register_online_payment", retry=PATIENT)
def register_online_payment(payment_id: str) -> None:
    """Register a try to pay in the ePayment system."""
    from nssi.payments.actions.register_online_payment import register_online_payment

    register_online_payment(UUID(payment_id))


@queue.periodic(cron="*/2 * * * *")
@queue.task(name="payments.look_after", queueing_lock="payments.look_after")
def look_after(timestamp: int) -> None:
    """Each second minute, ask for tries to pay of which nothing was told."""
    from nssi.payments.actions.look_after_payments import look_after_payments

    look_after_payments()
