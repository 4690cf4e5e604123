"""The jobs that empty the outbox."""

import logging
import smtplib
from datetime import timedelta
from email.utils import format_datetime, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction

from nssi.foundation import clock
from nssi.foundation.queue import queue
from nssi.messages.events import tell_sent
from nssi.messages.models import OutgoingMessage

State = OutgoingMessage.State

_LONGEST_WAIT = timedelta(hours=1)
_GIVEN_UP_AFTER = timedelta(days=5)
_A_JOB_TAKES = timedelta(minutes=10)

_log = logging.getLogger(__name__)


@queue.task(name="messages.deliver")
@transaction.atomic
def deliver(message_id: str) -> None:
    """Send a waiting message. The row is locked until it is marked, so that two jobs cannot send it twice."""
    message = OutgoingMessage.objects.select_for_update().filter(pk=message_id, state=State.WAITING).first()
    if message is None:
        return
    message.attempts += 1
    try:
        _email(message).send()
    except (
        smtplib.SMTPException,
        OSError,
        ValueError,
    ) as error:  # ValueError: what cannot be a header or an address
        _note_failure(message, error)
    else:
        message.state, message.sent_at = State.SENT, clock.now()
        message.text = message.html = message.last_error = ""
    message.save()
    if message.state == State.SENT:
        tell_sent(message)


@queue.periodic(cron="* * * * *")
@queue.task(name="messages.deliver_waiting", queueing_lock="messages.deliver_waiting")
@transaction.atomic
def deliver_waiting(timestamp: int) -> None:
    """Enqueue the messages whose next attempt is due: those that failed, and those whose job was lost."""
    now = clock.now()
    due = OutgoingMessage.objects.select_for_update(skip_locked=True).filter(
        state=State.WAITING, next_attempt_at__lte=now
    )
    for message_id in due.values_list("pk", flat=True)[:1000]:
        OutgoingMessage.objects.filter(pk=message_id).update(next_attempt_at=now + _A_JOB_TAKES)
        deliver.defer(message_id=str(message_id))


def _note_failure(message: OutgoingMessage, error: Exception) -> None:
    now = clock.now()
    message.last_error = type(error).__name__
    message.next_attempt_at = now + min(timedelta(minutes=2 ** min(message.attempts - 1, 10)), _LONGEST_WAIT)
    if _is_final(error) or now - message.created_at >= _GIVEN_UP_AFTER:
        message.state = State.GIVEN_UP
        _log.error("message %s was given up: %s", message.pk, message.last_error)


def _is_final(error: Exception) -> bool:
    """Return whether the mail server said that it will never take a message for this address."""
    return isinstance(error, smtplib.SMTPRecipientsRefused) and all(
        code >= 500 for code, _ in error.recipients.values()
    )


def _email(message: OutgoingMessage) -> EmailMultiAlternatives:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    email = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        to=[message.to],
        headers={
            # made from the id: should a server have taken a message whose answer was lost, the second is known as a copy
            "Message-ID": f"<{message.pk}@{domain}>",
            "Date": format_datetime(clock.now()),
            "Auto-Submitted": "auto-generated",
        },
    )
    email.attach_alternative(message.html, "text/html")
    return email
