"""A mail server to send to, and messages to send."""

import email
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from aiosmtpd.controller import Controller

from nssi.foundation import clock
from nssi.messages.jobs import deliver
from nssi.messages.models import OutgoingMessage

TO = "m.petrova@example.bg"
CODE = "AC2DE3FH"


class Mailbox:
    """Takes messages: `received`. It can be told what to answer to an address and to a text; None: to hang up."""

    def __init__(self, to_address: str | None = "250 OK", to_text: str | None = "250 OK") -> None:
        self.to_address, self.to_text = to_address, to_text
        self.received: list[EmailMessage] = []
        self.connections = 0

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if self.to_address is None:
            server.transport.abort()
        elif self.to_address.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.to_address or "421"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.to_text is None or self.to_text.startswith("250"):
            self.received.append(email.message_from_bytes(envelope.original_content, policy=default))
        if self.to_text is None:
            server.transport.abort()
        return self.to_text or "421"

    @property
    def ids(self) -> list[str]:
        """The Message-IDs of what was received."""
        return [str(message["Message-ID"]) for message in self.received]


@pytest.fixture
def port(settings, monkeypatch) -> int:
    """Where the mail server is to listen: another one than that which a test before may have found silent."""
    monkeypatch.setattr("nssi.messages.jobs._server_rests_until", datetime.min.replace(tzinfo=UTC))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = probe.getsockname()[1]
    return settings.EMAIL_PORT


@pytest.fixture
def server(port: int):
    """Run a mail server while the block runs: `with server() as mailbox`."""
    return partial(running_server, port)


@pytest.fixture
def mailbox(port: int) -> Iterator[Mailbox]:
    """A mail server that runs during the test."""
    with running_server(port) as running:
        yield running


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


def wait_for(port: int) -> None:
    """Wait until a mail server of another process listens."""
    for _ in range(200):
        with suppress(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port)).close()
            return
        time.sleep(0.05)
    raise TimeoutError


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
