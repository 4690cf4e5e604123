"""A mail server to send to, and messages to send."""

import email
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email.message import EmailMessage
from email.policy import default
from typing import Any
from uuid import uuid4

from aiosmtpd.controller import Controller

from nssi.foundation import clock
from nssi.messages.jobs import deliver
from nssi.messages.models import OutgoingMessage

TO = "m.petrova@example.bg"
CODE = "AC2DE3FH"


class Mailbox:
    """Takes messages; `answer` is what it says to an address, `received` what it was given."""

    def __init__(self) -> None:
        self.answer = "250 OK"
        self.received: list[EmailMessage] = []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.received.append(email.message_from_bytes(envelope.original_content, policy=default))
        return "250 OK"


@contextmanager
def running_server(port: int, mailbox: Mailbox | None = None) -> Iterator[Mailbox]:
    """Run a mail server while the block runs."""
    mailbox = mailbox or Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()


def write(to: str = TO, **changed: Any) -> OutgoingMessage:
    """Put a message into the outbox, without a job."""
    now = clock.now()
    return OutgoingMessage.objects.create(
        **{
            "key": str(uuid4()),
            "to": to,
            "subject": "Заявлението Ви е заведено – УРИ 1001-000123-22.11.2026",
            "text": f"Код за достъп: {CODE}",
            "html": f"<p>Код за достъп: {CODE}</p>",
            "created_at": now,
            "next_attempt_at": now + timedelta(minutes=5),
        }
        | changed
    )


def attempt(message: OutgoingMessage) -> OutgoingMessage:
    """Do the message's job, and return the message as it stands after it."""
    deliver(message_id=str(message.pk))
    message.refresh_from_db()
    return message
