"""The jobs that empty the outbox."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued

from nssi.foundation import clock
from nssi.foundation.queue import PATIENT, queue
from nssi.messages.actions.hand_over import hand_over
from nssi.messages.actions.take_in_bounces import watch_bounces
from nssi.messages.events import tell_sent
from nssi.messages.models import OutgoingMessage
from nssi.messages.outbox import are_due, claim_due, note_abandoned

LANES = 2
"""How many jobs, on all hosts together, send what is due at the same time, each over a connection of its own."""

_AT_ONCE = 200
_A_JOB_TAKES = timedelta(minutes=1)

_server_rests_until = datetime.min.replace(tzinfo=UTC)
"""While the server lets nothing through, only the lanes ask for it: one that hangs must not hold every thread up."""


@queue.task(name="messages.deliver")
def deliver(message_id: str) -> None:
    """Send a message that was just written."""
    global _server_rests_until
    if clock.now() < _server_rests_until:
        return  # a lane takes it in a few minutes
    message = OutgoingMessage.objects.filter(pk=message_id, state=OutgoingMessage.State.WAITING).first()
    if message and not hand_over([message]):
        _server_rests_until = clock.now() + timedelta(minutes=1)


@queue.task(name="messages.deliver_due")
def deliver_due() -> None:
    """Send what is due, over one connection as long as the server keeps it open."""
    ends_at = clock.now() + _A_JOB_TAKES
    while clock.now() < ends_at and (messages := claim_due(_AT_ONCE)) and hand_over(messages):
        pass


@queue.periodic(cron="* * * * *")
@queue.task(name="messages.deliver_waiting", queueing_lock="messages.deliver_waiting")
def deliver_waiting(timestamp: int) -> None:
    """Each minute, look for what a dead worker left behind, and let what is due leave: mass mail, retries, lost jobs."""
    note_abandoned()
    if are_due():
        for lane in range(LANES):
            with suppress(AlreadyEnqueued):
                name = f"messages.deliver_due {lane}"
                deliver_due.configure(lock=name, queueing_lock=name).defer()


@queue.task(name="messages.tell_of_sent", retry=PATIENT)
def tell_of_sent(message_id: str) -> None:
    """Tell the rooms above of a message whose news one of them could not take when it was sent."""
    with transaction.atomic():
        tell_sent(OutgoingMessage.objects.get(pk=message_id))


@queue.periodic(cron="* * * * *")
@queue.task(
    name="messages.watch_bounces", queueing_lock="messages.watch_bounces", lock="messages.watch_bounces"
)
def watch_for_bounces(timestamp: int) -> None:
    """Each minute, look for messages that came back."""
    watch_bounces()
