"""Reading zip containers of strangers: so many members, so many bytes, and no more."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from nssi.attachments.checks.found import Unreadable

MOST_MEMBERS = 4_000
MOST_UNPACKED = 192 * 1024 * 1024
"""Bytes that all members together may say they hold: eighty times what the largest file may weigh packed."""

MOST_TO_PARSE = 4 * 1024 * 1024
"""Bytes of one XML part that is parsed; the bodies, which may be larger, are only searched."""

_ENCRYPTED = 0x1
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


class Archive:
    """A zip container that is safe to read. Raises Unreadable where it is broken, doubled or a bomb."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
        except (zipfile.BadZipFile, ValueError, EOFError, RuntimeError, IndexError, OSError) as error:
            raise Unreadable from error
        members = self._zip.infolist()
        self.names = [member.filename for member in members]
        if (
            len(members) > MOST_MEMBERS
            or sum(member.file_size for member in members) > MOST_UNPACKED
            or len(set(self.names)) != len(self.names)
        ):
            raise Unreadable
        self.is_encrypted = any(member.flag_bits & _ENCRYPTED for member in members)

    def read(self, name: str) -> bytes:
        """Return the member called `name`, checked against its sum. A member that is not there is Unreadable too."""
        try:
            info = self._zip.getinfo(name)
            with self._zip.open(info) as member:
                content = member.read(info.file_size + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            KeyError,
            EOFError,
            RuntimeError,
            ValueError,
            OSError,
        ) as error:
            raise Unreadable from error
        if len(content) != info.file_size:
            raise Unreadable
        return content

    def xml(self, name: str) -> Element:
        """Return the root of a small XML member."""
        text = self.read(name)
        if len(text) > MOST_TO_PARSE:
            raise Unreadable
        try:
            return fromstring(text, forbid_dtd=True)
        except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
            raise Unreadable from error

    def bodies(self, pattern: str) -> Iterator[tuple[str, bytes]]:
        """Yield name and text of each XML member whose name matches `pattern`. No document declares entities of its own."""
        for name in self.names:
            if re.fullmatch(pattern, name):
                text = self.read(name)
                if _DECLARES.search(text, 0, 4096):
                    raise Unreadable
                yield name, text
