"""Jobs of this room."""

import contextlib
from uuid import UUID

from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued

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


@queue.task(name="payments.draw_block", retry=PATIENT)
def draw_block_of_list(block_id: int) -> None:
    """Draw up a block of a payment list; the last one ends the list."""
    from nssi.payments.actions.draw_block import draw_block, end_list

    draw_block(block_id)
    end_list(block_id)


@queue.periodic(cron="*/5 * * * *")
@queue.task(name="payments.continue_lists", queueing_lock="payments.continue_lists")
def continue_lists(timestamp: int) -> None:
    """Enqueue the blocks of lists that are still drawn up: their jobs were lost."""
    from nssi.payments.models import PaymentBlock

    for block in PaymentBlock.objects.filter(list__state="drawing").values_list("pk", flat=True):
        draw_block_later(block)


def draw_block_later(block_id: int) -> None:
    """Have a block drawn up, where no job for it waits already."""
    waiting = f"payments.draw_block:{block_id}"
    with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
        draw_block_of_list.configure(queueing_lock=waiting).defer(block_id=block_id)
