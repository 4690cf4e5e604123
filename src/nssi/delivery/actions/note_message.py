"""Note what became of the message that announces a document: it left, or it reaches nobody."""

from nssi.audit import SYSTEM
from nssi.delivery.announcements import announced, correct_the_day
from nssi.delivery.clocks import begin_days, stop_days
from nssi.delivery.models import Delivery
from nssi.delivery.policies import policy_named
from nssi.delivery.tasks import Todo, close, open_task
from nssi.delivery.timeline import What, hold, note
from nssi.foundation import clock
from nssi.messages.models import OutgoingMessage

State = Delivery.State


def note_sent(message: OutgoingMessage) -> None:
    """Start the days for the download: they count from the day of sending, not of writing or reading (S1.9).

    Whoever was quicker than the message and has downloaded the document already has no days to keep.
    """
    delivery_id = announced(message)
    if delivery_id is None:
        return
    delivery = hold(delivery_id)
    sent_at = message.sent_at or clock.now()
    details = {"to": message.to, "at": sent_at.isoformat()}
    is_news = note(
        delivery, What.SENT, actor=SYSTEM, key=f"{message.id}:{sent_at.isoformat()}", details=details
    )
    if not is_news or delivery.state not in (State.PREPARING, State.UNDELIVERED):
        return
    delivery.state, delivery.sent_at = State.WAITING, sent_at
    delivery.due_on = begin_days(delivery, sent_on=clock.local(sent_at).date())
    delivery.save(update_fields=["state", "sent_at", "due_on"])
    close(Todo.NOT_DELIVERED, delivery)
    correct_the_day(delivery, written_on=clock.local(message.created_at).date())


def note_bounce(message: OutgoingMessage) -> None:
    """Give the task to reach the person in another way to an official: the message was not delivered (J1 x6)."""
    delivery_id = announced(message)
    if delivery_id is None:
        return
    stop_days(delivery_id)
    delivery = hold(delivery_id)
    details = {"status": message.last_error}
    news = note(delivery, What.BOUNCED, actor=SYSTEM, key=f"{message.id}:{message.attempts}", details=details)
    if not news or delivery.state not in (State.PREPARING, State.WAITING):
        return
    delivery.state, delivery.due_on = State.UNDELIVERED, None
    delivery.save(update_fields=["state", "due_on"])
    open_task(Todo.NOT_DELIVERED, delivery, policy_named(delivery.policy).role, key=str(message.attempts))
