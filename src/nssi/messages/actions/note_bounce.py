"""Note that a message came back."""

from uuid import UUID

from django.db import transaction

from nssi.foundation import clock
from nssi.messages.events import tell_bounced
from nssi.messages.models import OutgoingMessage

State = OutgoingMessage.State


@transaction.atomic
def note_bounce(message_id: UUID, status: str) -> bool:
    """Mark a message that was sent as come back; return whether it was such a message.

    `status` is that of RFC 3463 (5.1.1: no such address). The same news again changes nothing.
    """
    message = OutgoingMessage.objects.select_for_update().filter(pk=message_id, state=State.SENT).first()
    if message is None:
        return False
    message.state, message.bounced_at, message.last_error = State.BOUNCED, clock.now(), status
    message.save(update_fields=["state", "bounced_at", "last_error"])
    tell_bounced(message)
    return True
