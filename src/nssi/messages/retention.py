"""For how long this room keeps who was sent which message; the text of a message goes when it is sent."""

from datetime import timedelta

from nssi.foundation.retention import Keeping
from nssi.messages.models import OutgoingMessage

State = OutgoingMessage.State
KEPT_FOR = timedelta(days=2 * 365)

KEEPINGS = (
    Keeping(
        "messages.messages",
        "address, subject and fate of messages that nothing more happens to",
        KEPT_FOR,
        "they were written",
        "to answer whether a message was sent; no act says for how long",
        verified=False,
        over=lambda now: OutgoingMessage.objects.filter(
            state__in=[State.SENT, State.GIVEN_UP, State.BOUNCED],
            next_attempt_at=None,
            created_at__lte=now - KEPT_FOR,
        ),
    ),
)
