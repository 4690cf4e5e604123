"""Contents of files on disk, each kept once under its own hash. The rows that refer to them are in the database."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

_NEW = ".new-"


def digest(content: bytes) -> str:
    """Return the name under which `content` is kept: its SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def keep(content: bytes) -> str:
    """Write `content` where its hash says, and return the hash.

    It is on the disk for good when this returns (both the file and its name in the folder), so a row that refers to it
    may commit. A content that is already there is not written again.
    """
    sha256 = digest(content)
    target = path_of(sha256)
    if target.exists():
        return sha256
    for folder in (target.parent.parent, target.parent):
        folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=_NEW, delete=False) as draft:
        try:
            draft.write(content)
            draft.flush()
            os.fsync(draft.fileno())
            Path(draft.name).rename(target)
        except BaseException:
            Path(draft.name).unlink(missing_ok=True)
            raise
    for folder in (target.parent, target.parent.parent):
        _sync_folder(folder)
    return sha256


def opened(sha256: str) -> BinaryIO:
    """Open the content with this hash for reading. Raises FileNotFoundError."""
    return path_of(sha256).open("rb")


def path_of(sha256: str) -> Path:
    """Return where the content with this hash lies, or would lie."""
    return Path(settings.ATTACHMENTS) / sha256[:2] / sha256


def kept() -> Iterator[str]:
    """Yield the hash of every content on the disk."""
    for path in Path(settings.ATTACHMENTS).glob("??/*"):
        if not path.name.startswith(_NEW):
            yield path.name


def drafts() -> Iterator[Path]:
    """Yield the files that were being written; those of a process that died stay here."""
    yield from Path(settings.ATTACHMENTS).glob(f"??/{_NEW}*")


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
