"""Reading zip containers of strangers: so many members, so many bytes, and no more."""

import re
import struct
import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from isal import isal_zlib
from stringzilla import find

from nssi.attachments.checks.found import Unreadable

MOST_MEMBERS = 4_000
MOST_UNPACKED = 192 * 1024 * 1024
"""Bytes that all members together may say they hold: eighty times what the largest file may weigh packed."""

MOST_TO_PARSE = 4 * 1024 * 1024
"""Bytes of one XML part that is parsed; the bodies, which may be larger, are only searched."""

_ENCRYPTED = 0x1
_NAME_IS_UTF_8 = 0x800
_LOCAL_SIGN = b"PK\3\4"
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


class Archive:
    """A zip container that is safe to read. Raises Unreadable where it is broken, doubled or a bomb."""

    def __init__(self, content: bytes) -> None:
        try:
            with zipfile.ZipFile(BytesIO(content)) as container:
                members = container.infolist()
        except (zipfile.BadZipFile, ValueError, EOFError, RuntimeError, IndexError, OSError) as error:
            raise Unreadable from error
        self._content = memoryview(content)
        self._members = {member.filename: member for member in members}
        self.names = list(self._members)
        if (
            len(members) > MOST_MEMBERS
            or sum(member.file_size for member in members) > MOST_UNPACKED
            or len(self.names) != len(members)
        ):
            raise Unreadable
        self.is_encrypted = any(member.flag_bits & _ENCRYPTED for member in members)

    def read(self, name: str) -> bytes:
        """Return the member called `name`, checked against its sum. A member that is not there is Unreadable too."""
        member = self._members.get(name)
        if member is None:
            raise Unreadable
        content = _unpacked(self._packed(member), member)
        if len(content) != member.file_size or isal_zlib.crc32(content) != member.CRC:
            raise Unreadable
        return content

    def _packed(self, member: zipfile.ZipInfo) -> memoryview:
        """Return the bytes of a member as they lie in the container, where it calls itself what the table calls it."""
        begin = member.header_offset + _LOCAL_HEADER.size
        try:
            sign, name_length, extra_length = _LOCAL_HEADER.unpack_from(self._content, member.header_offset)
        except struct.error as error:
            raise Unreadable from error
        name = bytes(self._content[begin : begin + name_length])
        if sign != _LOCAL_SIGN or name != _encoded_name(member):
            raise Unreadable
        begin += name_length + extra_length
        return self._content[begin : begin + member.compress_size]

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


def holds(body: bytes, *signs: bytes) -> bool:
    """Say whether any of `signs` stands in a body: a pass for each, ten times as quick as the language's own."""
    return any(place(body, sign) >= 0 for sign in signs)


def place(body: bytes, sign: bytes, begin: int = 0) -> int:
    """Return where `sign` first stands in a body, from `begin` on, or -1."""
    return int(find(body, sign, begin))


def _unpacked(packed: memoryview, member: zipfile.ZipInfo) -> bytes:
    """Return no more than a byte above what the member says it holds."""
    if member.compress_type == zipfile.ZIP_STORED:
        return bytes(packed)
    if member.compress_type != zipfile.ZIP_DEFLATED:
        raise Unreadable
    inflater = isal_zlib.decompressobj(-isal_zlib.MAX_WBITS)
    try:
        content = inflater.decompress(packed, member.file_size + 1)
    except isal_zlib.error as error:  # type: ignore[misc]  # a class, whatever its stub says
        raise Unreadable from error
    if not inflater.eof:
        raise Unreadable
    return content


def _encoded_name(member: zipfile.ZipInfo) -> bytes:
    return member.orig_filename.encode("utf-8" if member.flag_bits & _NAME_IS_UTF_8 else "cp437")
