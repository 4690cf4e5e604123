"""What is written into the outbox while messages leave: claims, marks, and how each attempt ended.

A row goes from `waiting` over `handing_over` to `sent`, and each step is committed before the next one is taken. Whoever
dies between the mail server's yes and its record leaves `handing_over` behind: that message is uncertain, and no other.
"""

from collections.abc import Iterable
from datetime import timedelta

import structlog
from django.db import connection, transaction
from django.db.models import QuerySet

from nssi.foundation import clock
from nssi.foundation.queue import queue
from nssi.messages.events import tell_bounced, tell_sent
from nssi.messages.models import OutgoingMessage

State = OutgoingMessage.State

TRIES = 125
"""1 + 2 + 4 + … + 32 minutes, and then one hour each: five days."""

_LONGEST_WAIT = timedelta(hours=1)
_A_HAND_OVER_TAKES = timedelta(minutes=10)
_A_BOUNCE_TAKES = timedelta(hours=1)
_TO_BE_SENT = (State.WAITING, State.UNCERTAIN)
_CLAIM = """
UPDATE nssi_messages_outgoingmessage SET next_attempt_at = %(until)s
WHERE id IN (
    SELECT id FROM nssi_messages_outgoingmessage
    WHERE next_attempt_at <= %(now)s AND state IN ('waiting', 'uncertain')
    ORDER BY next_attempt_at LIMIT %(at_most)s FOR UPDATE SKIP LOCKED
)
RETURNING *
"""
_MARK = """
UPDATE nssi_messages_outgoingmessage SET state = 'handing_over', next_attempt_at = %s
WHERE id = %s AND state IN ('waiting', 'uncertain')
"""
_SENT = """
UPDATE nssi_messages_outgoingmessage
SET state = 'sent', sent_at = %s, next_attempt_at = NULL, attempts = attempts + 1, last_error = '', text = '', html = ''
WHERE id = %s AND state IN ('handing_over', 'uncertain')
"""

log = structlog.get_logger(__name__)


def claim_due(at_most: int) -> list[OutgoingMessage]:
    """Return messages whose attempt is due, and keep other workers from them for ten minutes."""
    now = clock.now()
    values = {"now": now, "until": now + _A_HAND_OVER_TAKES, "at_most": at_most}
    return list(OutgoingMessage.objects.raw(_CLAIM, values))


def are_due() -> bool:
    """Return whether the attempt of some message is due."""
    return OutgoingMessage.objects.filter(next_attempt_at__lte=clock.now(), state__in=_TO_BE_SENT).exists()


def release(messages: Iterable[OutgoingMessage]) -> None:
    """Let messages that were claimed and not tried be due in a minute."""
    ids = [message.pk for message in messages]
    OutgoingMessage.objects.filter(pk__in=ids, state__in=_TO_BE_SENT).update(
        next_attempt_at=clock.now() + timedelta(minutes=1)
    )


@transaction.atomic(durable=True)
def mark_handing_over(message: OutgoingMessage) -> bool:
    """Mark that the message is about to be given to the server; return False where somebody else has it."""
    with connection.cursor() as cursor:
        cursor.execute(_MARK, [clock.now() + _A_HAND_OVER_TAKES, message.pk])
        return bool(cursor.rowcount)


def note_sent(message: OutgoingMessage) -> None:
    """Mark that the server has taken the message, wipe its text, and tell the rooms above.

    It left, whatever they make of the news: where one of them fails, it is told again by a job until it does not.
    """
    try:
        with transaction.atomic():
            if _mark_sent(message):
                tell_sent(message)
    except Exception:  # without the mark it would be sent again
        log.exception("messages.news_failed", message=str(message.pk))
        with transaction.atomic():
            if _mark_sent(message):
                queue.configure_task("messages.tell_of_sent").defer(message_id=str(message.pk))


def _mark_sent(message: OutgoingMessage) -> bool:
    message.state, message.sent_at = State.SENT, clock.now()
    with connection.cursor() as cursor:
        # need not reach the disk at once: should the machine lose it, `handing_over` is what stands there
        cursor.execute("SET LOCAL synchronous_commit = off")
        cursor.execute(_SENT, [message.sent_at, message.pk])
        return bool(cursor.rowcount)


@transaction.atomic
def note_failure(message: OutgoingMessage, reason: str, *, for_good: bool = False) -> None:
    """Note that the message was surely not taken: it waits longer each time, and is given up in the end or `for_good`."""
    row = _still_ours(message).select_for_update().first()
    if row is None:
        return
    row.attempts += 1
    row.last_error = reason
    if for_good or row.attempts >= TRIES:
        row.state, row.next_attempt_at = State.GIVEN_UP, None
        log.error("messages.given_up", message=str(row.pk), reason=reason)
    else:
        wait = min(timedelta(minutes=2 ** min(row.attempts - 1, 10)), _LONGEST_WAIT)
        row.state, row.next_attempt_at = State.WAITING, clock.now() + wait
    row.save()
    if row.state == State.GIVEN_UP:
        tell_bounced(row)


@transaction.atomic
def note_uncertain(message: OutgoingMessage, reason: str) -> None:
    """Note that nobody can tell whether the message was taken.

    It is sent again once, after the time in which a bounce would come; after a second time an administrator decides
    (docs/decisions/0010).
    """
    row = _still_ours(message).select_for_update().first()
    if row is None:
        return
    row.attempts += 1
    row.times_uncertain += 1
    row.state, row.last_error = State.UNCERTAIN, reason
    row.next_attempt_at = clock.now() + _A_BOUNCE_TAKES if row.times_uncertain == 1 else None
    row.save()
    log.error("messages.uncertain", message=str(row.pk), reason=reason)


def note_abandoned() -> None:
    """Note as uncertain what a worker was handing over when it died."""
    abandoned = OutgoingMessage.objects.filter(next_attempt_at__lte=clock.now(), state=State.HANDING_OVER)
    for message in abandoned:
        note_uncertain(message, "worker died")


def _still_ours(message: OutgoingMessage) -> QuerySet[OutgoingMessage]:
    """Return the row of the message unless it has found its end meanwhile, by another worker or a bounce."""
    return OutgoingMessage.objects.filter(pk=message.pk, state__in=(*_TO_BE_SENT, State.HANDING_OVER))
