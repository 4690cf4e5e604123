"""Contents of files, each kept once under its own hash. The rows that refer to them are in the database.

They lie in the store that Django calls „attachments“: a folder, or an object store that speaks S3.
"""

import errno
import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage, storages

_NEW = ".new-"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class NotKept(Exception):  # noqa: N818 – an answer, no error of ours
    """A content could not be stored, and nothing of it is. `is_full`: because there is no room left."""

    def __init__(self, *, is_full: bool) -> None:
        super().__init__("no room left" if is_full else "the store does not answer")
        self.is_full = is_full


class DurableFiles(FileSystemStorage):
    """A folder in which a file is there for good and whole, or not at all, whenever the power goes."""

    @property
    def location(self) -> str:
        """The folder of attachments, as the settings say now."""
        return str(Path(settings.ATTACHMENTS).absolute())

    def _save(self, name: str, content: Any) -> str:
        target = Path(self.path(name))
        for folder in (target.parent.parent, target.parent):
            folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=_NEW, delete=False) as draft:
            try:
                for chunk in content.chunks():
                    draft.write(chunk)
                draft.flush()
                os.fsync(draft.fileno())
                Path(draft.name).rename(target)
            except BaseException:
                Path(draft.name).unlink(missing_ok=True)
                raise
        for folder in (target.parent, target.parent.parent):
            _sync_folder(folder)
        return name

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """Return `name`: it is the hash of the content, so whoever writes it twice writes the same."""
        return name


def digest(content: bytes) -> str:
    """Return the name under which `content` is kept: its SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def keep(content: bytes) -> str:
    """Store `content` where its hash says, and return the hash. Raises NotKept.

    It is stored for good when this returns (in a folder: both the file and its name), so a row that refers to it may
    commit. A content that is already there is not written again.
    """
    sha256 = digest(content)
    try:
        if not _store().exists(_name(sha256)):
            _store().save(_name(sha256), ContentFile(content))
    except OSError as error:
        raise NotKept(is_full=error.errno in _FULL) from error
    return sha256


def opened(sha256: str) -> BinaryIO:
    """Open the content with this hash for reading. Raises FileNotFoundError."""
    return cast(BinaryIO, _store().open(_name(sha256)))


def remove(sha256: str) -> None:
    """Remove the content with this hash; one that is not there is no error."""
    _store().delete(_name(sha256))


def kept() -> Iterator[tuple[str, ...]]:
    """Yield the hashes of all contents, those with the same first two digits together."""
    try:
        folders, _files = _store().listdir("")
    except FileNotFoundError:
        return
    for folder in sorted(folders):
        _folders, names = _store().listdir(folder)
        yield tuple(sorted(name for name in names if not name.startswith(_NEW)))


def drafts() -> Iterator[Path]:
    """Yield the files that were being written; those of a process that died stay. An object store has none."""
    if isinstance(store := _store(), DurableFiles):
        yield from Path(store.location).glob(f"??/{_NEW}*")


def _store() -> Storage:
    return storages["attachments"]


def _name(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256}"


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
