"""Notifications of mail servers about messages that they could not deliver (RFC 3464)."""

import mailbox
import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from email import message_from_bytes, message_from_string
from email.message import Message
from email.utils import parseaddr
from pathlib import Path
from uuid import UUID

from django.conf import settings

LARGEST = 5_000_000  # bytes of a letter that is still read

_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
_UNKNOWN_STATUS = "5.0.0"
_ORIGINAL = {"message/rfc822", "text/rfc822-headers"}


@dataclass(frozen=True)
class Bounce:
    """A message of ours that came back, and why: a status of RFC 3463 such as 5.1.1."""

    message_id: UUID
    status: str


def bounce_in(letter: bytes) -> Bounce | None:
    """Return the bounce that a letter tells of; None for any other, also for news of a mere delay."""
    notification = message_from_bytes(letter)
    if notification.get_content_type() != "multipart/report":
        return None
    parts = list(notification.walk())
    status = next(filter(None, (_status_of_failure(part) for part in parts)), None)
    message_id = next(filter(None, (_id_of_original(part) for part in parts)), None)
    return Bounce(message_id, status) if status and message_id else None


def letters_in(path: Path) -> Iterator[bytes]:
    """Yield the letters at `path`: a file with one, an mbox, a Maildir or a folder of files. Raises OSError."""
    if path.is_dir():
        folders = [path / "new", path / "cur"] if (path / "new").is_dir() else [path]
        for folder in folders:
            for file in sorted(folder.iterdir()):
                if file.is_file() and file.stat().st_size <= LARGEST:
                    yield file.read_bytes()
    elif _is_mbox(path):
        with closing(mailbox.mbox(path, create=False)) as box:
            yield from (box.get_bytes(key) for key in box.iterkeys())
    else:
        yield path.read_bytes()


def _is_mbox(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(5) == b"From "


def _status_of_failure(part: Message) -> str | None:
    if part.get_content_type() != "message/delivery-status":
        return None
    for recipient in _blocks(part.get_payload()):
        if str(recipient.get("Action", "")).strip().lower() == "failed":
            found = _STATUS.match(str(recipient.get("Status", "")).strip())
            return found.group() if found else _UNKNOWN_STATUS
    return None


def _id_of_original(part: Message) -> UUID | None:
    if part.get_content_type() not in _ORIGINAL:
        return None
    payload = part.get_payload()
    originals = [message_from_string(payload)] if isinstance(payload, str) else _blocks(payload)
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    for original in originals:
        name, _, of_domain = str(original.get("Message-ID", "")).strip().strip("<>").rpartition("@")
        if of_domain == domain:
            try:
                return UUID(name)
            except ValueError:
                continue
    return None


def _blocks(payload: object) -> Iterable[Message]:
    return [block for block in payload if isinstance(block, Message)] if isinstance(payload, list) else []
