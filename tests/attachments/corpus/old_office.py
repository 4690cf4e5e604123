"""Old documents of Word and Excel of the corpus (.doc, .xls)."""

import struct

from tests.attachments.compound_file import compound_file
from tests.attachments.corpus.lines import WEB, Row, given, half
from tests.attachments.corpus.packed_office import behind_a_password
from tests.attachments.samples import (
    BOF,
    SAMPLES,
    excel,
    record,
    sheet,
    word,
)


def field(code: str, wide: bool = False) -> bytes:
    text = f"\x13 {code} \x14shown\x15"
    return text.encode("utf-16-le") if wide else text.encode("cp1252")


def link_record(flags: int) -> bytes:
    return record(0x01B8, bytes(24) + struct.pack("<II", 2, flags) + bytes(40))


_HYPERLINK_FORMULA = bytes(22) + b"\x42\x01\x67\x01"
_MACROS = {"Macros/VBA/dir": b"x", "Macros/VBA/ThisDocument": b"x"}

OLD_OFFICE: list[Row] = [
    ("акт.doc", "a text", given(SAMPLES["doc"]), ""),
    ("акт.doc", "a password", lambda: word(flags=0x0100), "encrypted"),
    ("акт.doc", "a password over a newer document", lambda: behind_a_password("docx"), "encrypted"),
    ("акт.doc", "a link", lambda: word(field(f'HYPERLINK "{WEB}"')), "links"),
    ("акт.doc", "a link in two-byte letters", lambda: word(field(f'HYPERLINK "{WEB}"', wide=True)), "links"),
    ("акт.doc", "a picture from elsewhere", lambda: word(field(f'INCLUDEPICTURE "{WEB}"')), "links"),
    ("акт.doc", "a table of contents", lambda: word(field('HYPERLINK \\l "_Toc1"') + field("PAGE")), ""),
    ("акт.doc", "a field that starts programs", lambda: word(field("DDEAUTO cmd", wide=True)), "active_content"),
    ("акт.doc", "macros", lambda: word(streams=_MACROS), "active_content"),
    ("акт.doc", "a file inside", lambda: word(streams={"ObjectPool/_123/\x01Ole10Native": b"x"}), "active_content"),
    ("акт.doc", "no header in its text", lambda: compound_file({"WordDocument": b"x"}), "unreadable"),
    ("акт.doc", "cut in half", lambda: half("doc"), "unreadable"),
    ("акт.doc", "its sign and nothing more", lambda: SAMPLES["doc"][:8], "unreadable"),
    ("акт.doc", "a directory that follows itself", lambda: circle("doc"), ""),
    ("акт.doc", "a workbook", given(SAMPLES["xls"]), "content_mismatch"),
    ("акт.doc", "a presentation", lambda: compound_file({"PowerPoint Document": b"x"}), "content_mismatch"),
    ("акт.doc", "rich text", given(SAMPLES["rtf"]), "content_mismatch"),
    ("акт.xls", "an empty sheet", given(SAMPLES["xls"]), ""),
    ("акт.xls", "a sheet of Excel 95", lambda: compound_file({"Book": BOF + sheet() + record(0x0A)}), ""),
    ("акт.xls", "a password", lambda: excel(first=record(0x002F, bytes(6))), "encrypted"),
    ("акт.xls", "a link", lambda: excel(link_record(3)), "links"),
    ("акт.xls", "a link to another cell", lambda: excel(link_record(8)), ""),
    ("акт.xls", "a link as a formula", lambda: excel(record(0x0006, _HYPERLINK_FORMULA)), "links"),
    ("акт.xls", "macros", lambda: excel(streams={"_VBA_PROJECT_CUR/VBA/dir": b"x"}), "active_content"),
    ("акт.xls", "macros of Excel 4", lambda: excel(sheets=sheet("Macro1", 1)), "active_content"),
    ("акт.xls", "a file inside", lambda: excel(streams={"MBD0001A2B3/Package": b"x"}), "active_content"),
    ("акт.xls", "a record longer than the file", lambda: excel(struct.pack("<HH", 0x0203, 60_000)), "unreadable"),
    ("акт.xls", "cut in half", lambda: half("xls"), "unreadable"),
    ("акт.xls", "a directory that follows itself", lambda: circle("xls"), ""),
    ("акт.xls", "a text", given(SAMPLES["doc"]), "content_mismatch"),
]  # fmt: skip


def circle(kind: str) -> bytes:
    """Return a compound file whose directory follows itself without end."""
    content = bytearray(SAMPLES[kind])
    table = (struct.unpack_from("<I", content, 76)[0] + 1) * 512
    (directory,) = struct.unpack_from("<I", content, 48)
    struct.pack_into("<I", content, table + 4 * directory, directory)
    return bytes(content)
