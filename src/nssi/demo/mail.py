"""Reading the demonstration's mailbox."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

NEWEST = 100


@dataclass(frozen=True)
class Letter:
    """A message of the mailbox, as its page shows it."""

    name: str
    to: str
    subject: str
    sent_at: datetime | None
    text: str


def letters() -> list[Letter]:
    """Return the newest messages, newest first."""
    paths = sorted(Path(settings.MAILBOX).glob("*.eml"), reverse=True)[:NEWEST]
    return [_read(path) for path in paths]


def letter(name: str) -> Letter | None:
    """Return the message of that name, or None."""
    return next((found for found in letters() if found.name == name), None)


def _read(path: Path) -> Letter:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    body = message.get_body(preferencelist=("plain", "html"))
    return Letter(
        name=path.stem,
        to=str(message["To"]),
        subject=str(message["Subject"]),
        sent_at=parsedate_to_datetime(message["Date"]) if message["Date"] else None,
        text=body.get_content() if body else "",
    )
