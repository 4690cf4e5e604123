"""How fast messages leave: those that are due in an outbox, sent by a worker to a mail server on this machine.

Part of `nssi bench documents`, which makes the database.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

MESSAGES, MESSAGES_FULL = 10_000, 100_000
REQUIRED = 100_000 / 300  # messages a second
PATIENCE = 20 * 60  # seconds
AT_ONCE = 5000

TEXT = (
    "Имате документ от НОИ. Изтеглете го до 30.11.2026 г. с КЕП или ПИК на НОИ: https://e.example/moite/\n"
    * 12
)

_SERVER = """
import asyncio, sys
from aiosmtpd.controller import UnthreadedController

class Taker:
    async def handle_DATA(self, server, session, envelope):
        return "250 taken"

loop = asyncio.new_event_loop()
UnthreadedController(Taker(), hostname="127.0.0.1", port=int(sys.argv[1]), loop=loop).begin()
loop.run_forever()
"""


def messages_leaving(full: bool) -> dict[str, Any]:
    """Measure in the database of this process, which must be empty; return figure, unit, required, ratio and volume."""
    from nssi.messages.jobs import deliver_waiting
    from nssi.messages.models import OutgoingMessage

    count = MESSAGES_FULL if full else MESSAGES
    _fill(count)
    with _mail_server() as port:
        worker = [sys.executable, "-m", "nssi.operate.command", "worker"]
        with _running(worker, os.environ | {"NSSI_EMAIL_PORT": str(port)}):
            waiting = OutgoingMessage.objects.exclude(state="sent")
            deliver_waiting(timestamp=0)
            _wait_until(lambda: waiting.count() < count)  # the worker is there
            first, began = waiting.count(), time.monotonic()
            _wait_until(lambda: not waiting.exists())
            seconds = time.monotonic() - began
    return {
        "figure": round(first / seconds),
        "unit": "messages/s",
        "required": round(REQUIRED),
        "ratio": round(first / seconds / REQUIRED, 2),
        "volume": f"{count} messages in two forms over SMTP, each marked before and after",
    }


def _wait_until(happens: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happens():
        if time.monotonic() > deadline:
            raise RuntimeError("messages do not leave")
        time.sleep(0.1)


def _fill(count: int) -> None:
    from nssi.foundation import clock
    from nssi.messages.models import OutgoingMessage

    now = clock.now()
    for first in range(0, count, AT_ONCE):
        OutgoingMessage.objects.bulk_create(
            OutgoingMessage(
                key=f"bench {number}", to=f"person{number}@example.bg", subject="Имате документ от НОИ",
                text=TEXT, html=f"<p>{TEXT}</p>", created_at=now, next_attempt_at=now,
            )
            for number in range(first, min(first + AT_ONCE, count))
        )  # fmt: skip


@contextmanager
def _mail_server() -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with _running([sys.executable, "-c", _SERVER, str(port)], None):
        yield port


@contextmanager
def _running(command: list[str], variables: Any) -> Iterator[None]:
    process = subprocess.Popen(command, env=variables)
    try:
        yield
    finally:
        process.kill()
        process.wait()
