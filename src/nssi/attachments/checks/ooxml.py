"""Word and Excel documents that are zip containers (.docx, .xlsx)."""

import re
from collections.abc import Iterator
from html import unescape

from nssi.attachments.checks.archives import Archive, holds
from nssi.attachments.checks.fields import in_field
from nssi.attachments.checks.found import Found

_ACTIVE_PARTS = {
    "vbaProject",
    "wordVbaData",
    "xlMacrosheet",
    "xlIntlMacrosheet",
    "oleObject",
    "package",
    "control",
    "activeXControlBinary",
    "aFChunk",
}
"""Last words of the types of relationships that bring macros, controls or embedded files."""

_SOURCE = re.compile(r"(?i)https?:|ftp:|//|\\\\")
_FIELD = re.compile(
    rb"<(?:\w++:)?+(?:instrText[^>]*+>([^<]*+)<|fldSimple\s[^>]*?instr=\"([^\"]*+)\"|(fldChar\s))"
)
_LINK_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*>[^<]*HYPERLINK\(")


def check(content: bytes) -> Iterator[Found]:
    """Yield what is found in a .docx or .xlsx. Raises Unreadable."""
    archive = Archive(content)
    if archive.is_encrypted:
        yield Found("encrypted")
        return
    if b".macroEnabled." in archive.read("[Content_Types].xml"):
        yield Found("active_content")
    for name in archive.names:
        if name.endswith(".rels"):
            yield from _relationships(archive, name)
    for _name, body in archive.bodies(r"word/[^/]+\.xml"):
        yield from _fields(body)
    for name, body in archive.bodies(r"xl/(?:worksheets|chartsheets|externalLinks)/[^/]+\.xml"):
        if holds(body, b"HYPERLINK(") and _LINK_FORMULA.search(body):
            yield Found("links")
        if name.startswith("xl/externalLinks/") and holds(body, b"ddeLink"):
            yield Found("active_content")


def _relationships(archive: Archive, name: str) -> Iterator[Found]:
    for relationship in archive.xml(name):
        kind = relationship.get("Type", "").rsplit("/", 1)[-1]
        if relationship.get("TargetMode") != "External":
            if kind in _ACTIVE_PARTS:
                yield Found("active_content")
        elif (
            kind == "attachedTemplate"
        ):  # Word writes the path of its own template; one elsewhere brings its macros
            if _SOURCE.match(relationship.get("Target", "")):
                yield Found("active_content")
        elif kind == "oleObject":
            yield Found("active_content")
        else:
            yield Found("links")


def _fields(body: bytes) -> Iterator[Found]:
    if not holds(body, b"instr"):
        return
    code = ""  # Word may cut one field's code into several runs
    for run, simple, border in _FIELD.findall(body):
        if border or simple:
            yield from in_field(code)
            code = ""
        yield from in_field(_text(simple))
        code += _text(run)
    yield from in_field(code)


def _text(xml: bytes) -> str:
    return unescape(xml.decode("utf-8", "replace"))
