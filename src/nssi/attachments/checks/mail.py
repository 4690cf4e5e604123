"""Letters (.eml): their text, and each attachment as if it had been given by itself. Headers are free to name addresses."""

import mimetypes
import re
from collections.abc import Callable, Iterator
from email.header import decode_header, make_header

from nssi.attachments.checks.found import Found, Unreadable
from nssi.attachments.checks.letter_parts import Part, letter, parts
from nssi.attachments.kinds import KINDS

MOST_PARTS = 100
DEEPEST = 3
"""Letters within letters."""

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
    for number, part in enumerate(parts(letter(content.lstrip(b"\xef\xbb\xbf\r\n")))):
        if number >= MOST_PARTS:
            raise Unreadable
        yield from _part(part, examine, depth)


def _part(part: Part, examine: Examine, depth: int) -> Iterator[Found]:
    kind = part.head.get_content_type()
    if kind == "multipart/encrypted" or kind in _ENVELOPES:
        is_sealed = part.head.get_param("smime-type", "enveloped-data") == "enveloped-data"
        yield Found("encrypted") if is_sealed else Found("type_not_allowed", "p7m", "smime.p7m")
        return
    if kind.startswith("multipart/") or kind in _SIGNATURES:
        return
    name = _name(part)
    if kind == "message/rfc822":
        yield from _attached(name or "eml", "eml", part.content(), examine, depth)
    elif kind in ("text/plain", "text/html") and not name:
        yield from _text(kind, part.content())
    elif not kind.startswith("message/"):  # reports of delivery
        extension = (name.rpartition(".")[2] if "." in name else "") or _extension(kind)
        yield from _attached(name or extension, extension.lower(), part.content(), examine, depth)


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


def _name(part: Part) -> str:
    name = part.head.get_filename()
    return str(make_header(decode_header(name))) if name else ""


def _extension(kind: str) -> str:
    return (mimetypes.guess_extension(kind) or "").removeprefix(".")
