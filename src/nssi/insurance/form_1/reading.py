"""From a file to the text of declarations: what is packed is unpacked, and what is no declaration is refused while it streams by.

Nothing is ever held in memory as a whole, and nothing of a broken file is kept: time and room are bounded whatever comes.
"""

import gzip
import hashlib
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, cast

from nssi.insurance.form_1.layout import END_OF_FILE, LINE_END

MOST_BYTES = 2 * 2**30
MOST_ROWS = 5_000_000
"""Of one file, unpacked; a month of the whole country has about three million rows."""

MOST_MEMBERS = 2000
MOST_LINE = 4096
"""A row of 53 fields at their largest has about 400 bytes."""

BLOCK = 1024 * 1024
MOST_READ_OF_REFUSED = 256 * BLOCK
"""So much of a refused file is still read for its hash."""

_TEXT = bytes({*range(0x20, 0x100), *b"\t\r\n"} - {0x7F, 0x98}) + END_OF_FILE
_ASCII = bytes(range(128))
_GZIP, _ZIP = b"\x1f\x8b", (b"PK\x03\x04", b"PK\x05\x06")
_BROKEN_ARCHIVE = (EOFError, OSError, zlib.error, zipfile.BadZipFile, RuntimeError, ValueError, struct.error)


class FileRefused(Exception):  # noqa: N818 – an answer, no error of ours
    """The whole file is not accepted: `code` of `defects.FILE_DEFECTS`, and the line where it was found, if known."""

    def __init__(self, code: str, line: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.line = line


@dataclass(frozen=True)
class Text:
    """What was read: `sha256` of all of it (None where its end was not reached), bytes and number of its rows, and why it is refused."""

    sha256: str | None
    size: int
    rows: int
    refused: FileRefused | None = None


@contextmanager
def unpacked(file: BinaryIO, name: str) -> "Iterator[Iterator[tuple[str, BinaryIO]]]":
    """Give the texts in a file with their names: the file itself, what gzip packed, or the members of a ZIP.

    Raises FileRefused in the block where an archive cannot be unpacked; reading a text raises it too.
    """
    begin = file.read(4)
    file.seek(0)
    try:
        if begin.startswith(_ZIP):
            with zipfile.ZipFile(file) as archive:
                yield _members(archive, name)
        elif begin.startswith(_GZIP):
            with gzip.open(file) as stream:
                yield iter([(name, cast(BinaryIO, stream))])
        else:
            yield iter([(name, file)])
    except _BROKEN_ARCHIVE as error:
        raise FileRefused("archive") from error


def _members(archive: zipfile.ZipFile, name: str) -> Iterator[tuple[str, BinaryIO]]:
    members = [member for member in archive.infolist() if not member.is_dir()]
    if not members or len(members) > MOST_MEMBERS:
        raise FileRefused("archive")
    for member in members:
        try:
            with archive.open(member) as stream:
                yield f"{name}/{member.filename}", cast(BinaryIO, stream)
        except _BROKEN_ARCHIVE as error:
            raise FileRefused("archive") from error


def read_text(stream: BinaryIO, write: Callable[[bytes], object]) -> Text:
    """Read a text to its end, handing its rows to `write`, and say what was read.

    What the format forbids ends it at once: the answer says why, and what was written is of no use.
    """
    digest = hashlib.sha256()
    watch = _Watch()
    try:
        while block := _read(stream):
            digest.update(block)
            write(watch.rows_of(block))
        watch.ended()
    except FileRefused as refused:
        known = refused.code != "archive" and _read_on(stream, digest.update)
        return Text(digest.hexdigest() if known else None, watch.size, watch.rows, refused)
    return Text(digest.hexdigest(), watch.size, watch.rows)


def _read(stream: BinaryIO) -> bytes:
    try:
        return stream.read(BLOCK)
    except _BROKEN_ARCHIVE as error:
        raise FileRefused("archive") from error


def _read_on(stream: BinaryIO, take: Callable[[bytes], object]) -> bool:
    """Read on to the end for the hash; say whether it was reached."""
    try:
        for _ in range(MOST_READ_OF_REFUSED // BLOCK):
            if not (block := _read(stream)):
                return True
            take(block)
    except FileRefused:
        pass
    return False


class _Watch:
    """Watches over a text that streams by: `size` and `rows` so far. Its methods raise FileRefused."""

    def __init__(self) -> None:
        self.size = 0
        self.rows = 0
        self._line = 0  # bytes of the line that is not ended yet
        self._ended = False
        self._may_be_utf_8 = True

    def rows_of(self, block: bytes) -> bytes:
        """Return the part of `block` that belongs to rows: what stands before the end-of-file mark."""
        self._see_letters(block)
        if unknown := block.translate(None, _TEXT)[:1]:
            raise self._at("binary", block[: block.index(unknown)])
        before, mark, behind = block.partition(END_OF_FILE)
        if (self._ended and block.strip()) or behind.strip():
            raise self._at("after_end", before)
        if self._ended:
            return b""
        self._ended = bool(mark)
        self._see(before)
        return before

    def ended(self) -> None:
        """The text has ended: were there rows, and was it all?"""
        if self.size == 0:
            raise FileRefused("empty")
        if not self._ended or self._line:
            raise FileRefused("truncated", self.rows + (self._line > 0))

    def _at(self, code: str, before: bytes) -> FileRefused:
        return FileRefused(code, self.rows + before.count(b"\n") + 1)

    def _see(self, block: bytes) -> None:
        self.size += len(block)
        if self.size > MOST_BYTES:
            raise FileRefused("too_large")
        first, *others = block.split(b"\n")
        longest = max(self._line + len(first), *map(len, others)) if others else self._line + len(first)
        if longest > MOST_LINE:
            lines = (len(first) + self._line, *map(len, others))
            raise FileRefused("line_too_long", self.rows + lines.index(longest) + 1)
        if others and self.rows == 0 and not first.endswith(LINE_END[:1]):
            raise FileRefused("line_ends", 1)
        self.rows += len(others)
        if self.rows > MOST_ROWS:
            raise FileRefused("too_large")
        self._line = len(others[-1]) if others else longest

    def _see_letters(self, block: bytes) -> None:
        """Cyrillic in Windows-1251 is never valid UTF-8, so the first block with letters tells which it is."""
        if not self._may_be_utf_8 or block.isascii():
            return
        whole = block[: block.rfind(b"\n") + 1]
        try:
            whole.decode("utf-8")
        except UnicodeDecodeError:
            self._may_be_utf_8 = False
            return
        if not whole.isascii():
            raise self._at("encoding", whole[: len(whole) - len(whole.lstrip(_ASCII))])
