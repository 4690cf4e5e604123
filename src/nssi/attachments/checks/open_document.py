"""Documents of LibreOffice and its relatives (.odt, .ods)."""

import re
from collections.abc import Iterator
from html import unescape

from nssi.attachments.checks.archives import Archive, holds, place
from nssi.attachments.checks.found import Found, Unreadable

_MANIFEST = "META-INF/manifest.xml"
_NAMESPACE = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
_HREF = re.compile(rb"xlink:href=(?:\"([^\"]*)\"|'([^']*)')")
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\\\\|\.\./")
_ACTING = (
    b"<script:event-listener",
    b"<text:script",
    b"<office:dde-source",
    b"<text:dde-connection",
)
_SCRIPT = b"<office:script"
_EMPTY_LIST = b"s"
"""What follows `_SCRIPT` in the empty list that every document has: `<office:scripts/>`."""
_LINK_FORMULA = re.compile(rb"table:formula=\"[^\"]*\bHYPERLINK\(")


def check(content: bytes) -> Iterator[Found]:
    """Yield what is found in an .odt or .ods. Raises Unreadable."""
    archive = Archive(content)
    files = list(archive.xml(_MANIFEST))
    if archive.is_encrypted or any(file.find(f"{_NAMESPACE}encryption-data") is not None for file in files):
        yield Found("encrypted")
        return
    if "content.xml" not in archive.names:
        raise Unreadable
    if any(name.startswith(("Basic/", "Scripts/")) for name in archive.names) or any(
        "oleobject" in file.get(f"{_NAMESPACE}media-type", "") for file in files
    ):
        yield Found("active_content")
    for _name, body in archive.bodies(r"(?:[^/]+/)?(?:content|styles)\.xml"):
        if holds(body, *_ACTING) or _holds_script(body):
            yield Found("active_content")
        if holds(body, b"HYPERLINK(") and _LINK_FORMULA.search(body):
            yield Found("links")
        for one, other in _HREF.findall(body) if holds(body, b"xlink:href=") else ():
            yield from _reference(unescape((one or other).decode("utf-8", "replace")).strip())


def _holds_script(body: bytes) -> bool:
    at = place(body, _SCRIPT)
    while at >= 0 and body.startswith(_EMPTY_LIST, at + len(_SCRIPT)):
        at = place(body, _SCRIPT, at + 1)
    return at >= 0


def _reference(target: str) -> Iterator[Found]:
    if target.lower().startswith(("vnd.sun.star.script:", "macro:", "javascript:", "service:")):
        yield Found("active_content")
    elif _ELSEWHERE.match(target):
        yield Found("links")
