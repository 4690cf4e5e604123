"""Note that a message came back."""

from uuid import UUID

from django.db import transaction

from nssi.foundation import clock
from nssi.messages.events import tell_bounced
from nssi.messages.models import OutgoingMessage

State = OutgoingMessage.State


@transaction.atomic
def note_bounce(message_id: UUID, status: str) -> bool:
    """Mark a message that left, or may have left, as come back; return whether it was such a message.

    `status` is that of RFC 3463 (5.1.1: no such address). The same news again changes nothing.
    """
    left = OutgoingMessage.objects.filter(pk=message_id, state__in=(State.SENT, State.UNCERTAIN))
    message = left.select_for_update().first()
    if message is None:
        return False
    now = clock.now()
    message.state, message.last_error, message.next_attempt_at = State.BOUNCED, status, None
    message.sent_at, message.bounced_at = message.sent_at or now, now
    message.text = message.html = ""
    message.save()
    tell_bounced(message)
    return True
