"""A letter cut into its parts (RFC 2046). The standard parser reads the heads; bodies stay bytes, and are decoded once."""

import binascii
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser

from nssi.attachments.checks.found import Unreadable

_HEAD = re.compile(
    rb"(?:From [^\r\n]*(?:\r\n?|\n|\Z))?(?:(?:[!-9;-~]*:|[\t ])[^\r\n]*(?:\r\n?|\n|\Z))*+(?:\r\n?|\n)?"
)
"""Its lines and the empty one after them. A line that belongs to no head begins the body."""

_AFTER_BOUNDARY = re.compile(rb"(?P<closes>--)?[ \t]*(?:\r\n?|\n|\Z)")
_AS_IT_IS = ("", "7bit", "8bit", "binary")


@dataclass(frozen=True)
class Part:
    """A letter, or a part of one: what stands in its head, and its body as it came."""

    head: "Message[str, str]"
    body: bytes

    def content(self) -> bytes:
        """Return the body decoded as the head says."""
        encoding = str(self.head.get("Content-Transfer-Encoding", "")).strip().lower()
        if encoding in _AS_IT_IS:
            return self.body
        if encoding == "base64":
            with suppress(binascii.Error):  # of a broken one, the standard parser makes what can be made
                return binascii.a2b_base64(self.body)
        self.head.set_payload(self.body.decode("ascii", "surrogateescape"))
        content = self.head.get_payload(decode=True)
        return content if isinstance(content, bytes) else b""


def letter(content: bytes, default_type: str = "text/plain") -> Part:
    """Return the head and body of a letter or of a part."""
    end = found.end() if (found := _HEAD.match(content)) else 0
    head = BytesHeaderParser().parsebytes(content[:end])
    head.set_default_type(default_type)
    return Part(head, content[end:])


def parts(whole: Part) -> Iterator[Part]:
    """Yield a letter and its parts and theirs, but not those of a letter attached to it. Raises Unreadable for a cut one."""
    yield whole
    if whole.head.get_content_maintype() == "multipart":
        is_digest = whole.head.get_content_type() == "multipart/digest"
        for content in _between_boundaries(whole):
            yield from parts(letter(content, "message/rfc822" if is_digest else "text/plain"))


def _between_boundaries(whole: Part) -> Iterator[bytes]:
    boundary = whole.head.get_boundary()
    if boundary is None:
        raise Unreadable
    body, sign = whole.body, b"--" + boundary.encode("ascii", "surrogateescape")
    begin, at = -1, body.find(sign)
    while at >= 0:
        mark = _AFTER_BOUNDARY.match(body, at + len(sign)) if _begins_line(body, at) else None
        if mark:
            if begin >= 0:
                yield body[begin : _end_of_line_before(body, begin, at)]
            elif mark["closes"]:
                raise Unreadable
            if mark["closes"]:
                return
            begin = mark.end()
        at = body.find(sign, at + 1)
    raise Unreadable


def _begins_line(body: bytes, at: int) -> bool:
    return at == 0 or body[at - 1] in b"\r\n"


def _end_of_line_before(body: bytes, begin: int, at: int) -> int:
    """Return where the last line before `at` ends: the line end before a boundary belongs to the boundary."""
    for line_end in (b"\r\n", b"\n", b"\r"):
        if body.endswith(line_end, begin, at):
            return at - len(line_end)
    return at
