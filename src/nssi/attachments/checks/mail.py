"""Letters (.eml): their text, and each attachment as if it had been given by itself. Headers are free to name addresses."""

import mimetypes
import re
from collections.abc import Callable, Iterator
from email.errors import (
    CloseBoundaryNotFoundDefect,
    NoBoundaryInMultipartDefect,
    StartBoundaryNotFoundDefect,
)
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser

from nssi.attachments.checks.found import Found, Unreadable
from nssi.attachments.kinds import KINDS

MOST_PARTS = 100
DEEPEST = 3
"""Letters within letters."""

_BROKEN = (CloseBoundaryNotFoundDefect, NoBoundaryInMultipartDefect, StartBoundaryNotFoundDefect)
_SIGNATURES = {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
_ENVELOPES = {"application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"}
_PLAIN_LINK = re.compile(rb"(?i)\b(?:https?|ftp)://|\bwww\.\w")
_HTML_LINK = re.compile(
    rb"(?i)\b(?:href|src|action|background|cite|data)\s*=\s*[\"']?\s*(?:https?:|ftp:|mailto:|//|www\.)"
    rb"|url\(\s*[\"']?\s*(?:https?:|//)"
)
_SCRIPT = re.compile(rb"(?i)<script\b|\bjavascript:|<(?:object|embed|applet|iframe)\b")

Examine = Callable[[str, bytes, int], list[Found]]
"""Judges an attachment: its kind, its content, and in how many letters it lies."""


def check(content: bytes, examine: Examine, depth: int = 0) -> Iterator[Found]:
    """Yield what is found in a letter and in what is attached to it. Raises Unreadable."""
    if depth >= DEEPEST:
        raise Unreadable
    message = BytesParser().parsebytes(content.lstrip(b"\xef\xbb\xbf\r\n"))
    for number, part in enumerate(_parts(message)):
        if number >= MOST_PARTS or any(isinstance(defect, _BROKEN) for defect in part.defects):
            raise Unreadable
        yield from _part(part, examine, depth)


def _parts(message: "Message[str, str]") -> Iterator["Message[str, str]"]:
    """Yield a letter's parts, but not those of a letter that is attached to it."""
    yield message
    if message.get_content_maintype() == "multipart" and message.is_multipart():
        for part in message.get_payload():
            if isinstance(part, Message):
                yield from _parts(part)


def _part(part: "Message[str, str]", examine: Examine, depth: int) -> Iterator[Found]:
    kind = part.get_content_type()
    if kind == "multipart/encrypted" or kind in _ENVELOPES:
        is_sealed = part.get_param("smime-type", "enveloped-data") == "enveloped-data"
        yield Found("encrypted") if is_sealed else Found("type_not_allowed", "p7m", "smime.p7m")
        return
    if kind.startswith("multipart/") or kind in _SIGNATURES:
        return
    name = _name(part)
    if kind == "message/rfc822":
        letter = next((inner for inner in part.get_payload() if isinstance(inner, Message)), None)
        yield from _attached(name or "eml", "eml", letter.as_bytes() if letter else b"", examine, depth)
        return
    content = _content(part)
    if kind in ("text/plain", "text/html") and not name:
        yield from _text(kind, content)
    elif not kind.startswith("message/"):  # reports of delivery
        extension = (name.rpartition(".")[2] if "." in name else "") or _extension(kind)
        yield from _attached(name or extension, extension.lower(), content, examine, depth)


def _text(kind: str, content: bytes) -> Iterator[Found]:
    if b"-----BEGIN PGP MESSAGE-----" in content:
        yield Found("encrypted")
    if kind == "text/html" and _SCRIPT.search(content):
        yield Found("active_content")
    if _PLAIN_LINK.search(content) if kind == "text/plain" else _HTML_LINK.search(content):
        yield Found("links")


def _attached(name: str, kind: str, content: bytes, examine: Examine, depth: int) -> Iterator[Found]:
    if kind not in KINDS:
        yield Found("type_not_allowed", kind, name)
    elif not content:
        yield Found("empty", "", name)
    else:
        for found in examine(kind, content, depth + 1):
            yield found._replace(inside=f"{name} › {found.inside}" if found.inside else name)


def _content(part: "Message[str, str]") -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _name(part: "Message[str, str]") -> str:
    name = part.get_filename()
    return str(make_header(decode_header(name))) if name else ""


def _extension(kind: str) -> str:
    return (mimetypes.guess_extension(kind) or "").removeprefix(".")
