"""Where the texts of submissions lie until they are merged, by the name that `Submission.text_name` gives them; and the folder that is watched for new files.

All hosts share `settings.DECLARATIONS`. What was merged stands in the register and in the protocol, so its text is removed.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from django.conf import settings

_NEW = ".new-"


def path_of(text_name: str) -> Path:
    """Return where the text of this name lies."""
    return _folder("taken") / text_name


def protocol_path(submission_id: int) -> Path:
    """Return where the command line writes the protocol of a submission."""
    return _folder("protocols") / f"{submission_id}.csv"


def watched() -> Path:
    """Return the folder into which others put files."""
    return _folder("incoming")


def being_taken() -> Path:
    """Return the folder into which a file of the watched folder is moved while it is taken in."""
    return _folder("incoming.being-taken")


@contextmanager
def draft() -> Iterator[BinaryIO]:
    """Give a file to write a text into; it is gone when the block ends, unless `keep` gave it its name."""
    with tempfile.NamedTemporaryFile(dir=_folder("taken"), prefix=_NEW, delete=False) as file:
        try:
            yield cast(BinaryIO, file)
        finally:
            Path(file.name).unlink(missing_ok=True)


def keep(written: BinaryIO, text_name: str) -> None:
    """Give a draft its place under its name, for good: a row that refers to it may commit."""
    written.flush()
    os.fsync(written.fileno())
    target = path_of(text_name)
    Path(written.name).replace(target)
    descriptor = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove(text_name: str) -> None:
    """Remove the text of this name; one that is not there is no error."""
    path_of(text_name).unlink(missing_ok=True)


def leftovers() -> Iterator[Path]:
    """Yield what lies among the texts: those of submissions, and drafts of processes that died."""
    yield from _folder("taken").iterdir()


def _folder(name: str) -> Path:
    folder = Path(settings.DECLARATIONS) / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder
