"""Old Word and Excel documents (.doc, .xls), which are file systems of their own (MS-CFB, MS-DOC, MS-XLS)."""

import re
import struct
from collections.abc import Iterator
from io import BytesIO

import olefile  # type: ignore[import-untyped]

from nssi.attachments.checks.fields import in_field
from nssi.attachments.checks.found import Found, Unreadable

_MACROS = {"macros", "_vba_project_cur", "vba", "_vba_project"}
_EMBEDDED = re.compile(r"(?i)objectpool/.+|mbd[0-9a-f]{8}(?:/.*)?|(?:.*/)?(?:\x01ole10native|package)")
_WORD_FIELD = re.compile(rb"\x13([^\x13-\x15]{1,2000})[\x14\x15]")
_WORD_FIELD_WIDE = re.compile(
    rb"\x13\x00((?:[^\x13-\x15]\x00|[\x00-\xff][\x01-\xff]){1,2000}?)[\x14\x15]\x00"
)

_WORD_SIGNS = {0xA5EC, 0xA5DC}
_FIB_BASE, _WORD_FLAGS, _WORD_ENCRYPTED = 32, 0x0A, 0x0100
_BOF, _FILEPASS, _SHEET, _FORMULA, _HLINK = 0x0809, 0x002F, 0x0085, 0x0006, 0x01B8
_MACRO_SHEET = 1
_HAS_MONIKER = 0x1
_HYPERLINK_FUNCTION = re.compile(rb"(?s)[\x22\x42\x62].\x67\x01")


def check(content: bytes) -> Iterator[Found]:
    """Yield what is found in a .doc or .xls. Raises Unreadable, or what olefile raises for a broken one."""
    with olefile.OleFileIO(BytesIO(content)) as container:
        paths = ["/".join(path) for path in container.listdir(streams=True, storages=True)]
        main = next(name for name in ("WordDocument", "Workbook", "Book") if container.exists(name))
        body = container.openstream(main).read()
    if any(_MACROS.intersection(path.lower().split("/")) or _EMBEDDED.fullmatch(path) for path in paths):
        yield Found("active_content")
    yield from (_in_word(body) if main == "WordDocument" else _in_excel(body))


def _in_word(body: bytes) -> Iterator[Found]:
    if len(body) < _FIB_BASE or struct.unpack_from("<H", body)[0] not in _WORD_SIGNS:
        raise Unreadable
    if struct.unpack_from("<H", body, _WORD_FLAGS)[0] & _WORD_ENCRYPTED:
        yield Found("encrypted")
        return
    for narrow in _WORD_FIELD.findall(body):
        yield from in_field(narrow.decode("cp1252", "replace"))
    for wide in _WORD_FIELD_WIDE.findall(body):
        yield from in_field(wide.decode("utf-16-le", "replace"))


def _in_excel(body: bytes) -> Iterator[Found]:
    header, position, end = struct.Struct("<HH").unpack_from, 0, len(body)
    if end < 4 or header(body)[0] != _BOF:
        raise Unreadable
    while position + 4 <= end:
        kind, length = header(body, position)
        position += 4 + length
        if kind == _FILEPASS:
            yield Found("encrypted")
            return
        if kind in _CHECKED:
            yield from _CHECKED[kind](body[position - length : position])
        elif not kind and not length:  # the rest of the last sector
            return
    if position > end:
        raise Unreadable


def _sheet(record: bytes) -> Iterator[Found]:
    if len(record) > 5 and record[5] == _MACRO_SHEET:
        yield Found("active_content")


def _formula(record: bytes) -> Iterator[Found]:
    if _HYPERLINK_FUNCTION.search(record, 20):
        yield Found("links")


def _link(record: bytes) -> Iterator[Found]:
    if len(record) >= 32 and struct.unpack_from("<I", record, 28)[0] & _HAS_MONIKER:
        yield Found("links")  # without it, a place within the workbook


_CHECKED = {_SHEET: _sheet, _FORMULA: _formula, _HLINK: _link}
