"""Let messages be sent again, because an administrator says so."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from nssi.audit import Actor, record_many
from nssi.foundation import clock
from nssi.messages.models import OutgoingMessage
from nssi.messages.queries import CAN_BE_SENT_AGAIN

State = OutgoingMessage.State


@transaction.atomic
def send_again(message_ids: Iterable[UUID], administrator: Actor) -> int:
    """Make messages due that wait, were given up or are uncertain; return how many. They leave within a minute or two.

    All five days of tries begin anew. A message that was sent has no text any more and is left alone.
    """
    messages = OutgoingMessage.objects.filter(pk__in=list(message_ids), state__in=CAN_BE_SENT_AGAIN)
    ids = list(messages.select_for_update().values_list("pk", flat=True))
    OutgoingMessage.objects.filter(pk__in=ids).update(
        state=State.WAITING, attempts=0, times_uncertain=0, next_attempt_at=clock.now()
    )
    if ids:
        record_many(
            "messages.send_again",
            actor=administrator,
            subject_kind="message",
            subject_ids=[str(id_) for id_ in ids],
        )
    return len(ids)
