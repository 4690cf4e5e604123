"""Take in what mail servers say about messages that they could not deliver."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from nssi.messages.actions.note_bounce import note_bounce
from nssi.messages.bounces import LARGEST, bounce_in, letters_in


@dataclass(frozen=True)
class TakenIn:
    """How many letters were read, how many tell of a message of ours that came back, and of how many that was news."""

    letters: int
    bounces: int
    news: int


def take_in_bounces(path: Path) -> TakenIn:
    """Read the letters at `path` and mark the messages that came back. Nothing there is changed. Raises OSError."""
    return _take_in(letters_in(path))


def watch_bounces() -> None:
    """Take in the new letters of the Maildir that the settings name, and mark each as seen."""
    if not settings.EMAIL_BOUNCES:
        return
    maildir = Path(settings.EMAIL_BOUNCES)
    for letter in sorted((maildir / "new").iterdir()):
        if letter.stat().st_size <= LARGEST:
            _take_in([letter.read_bytes()])
        letter.rename(maildir / "cur" / f"{letter.name}:2,S")


def _take_in(letters: Iterable[bytes]) -> TakenIn:
    read = bounces = news = 0
    for letter in letters:
        read += 1
        if bounce := bounce_in(letter):
            bounces += 1
            news += note_bounce(bounce.message_id, bounce.status)
    return TakenIn(read, bounces, news)
