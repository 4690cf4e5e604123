"""Documents of Word and Excel of the corpus (.docx, .xlsx)."""

import io
import struct

import msoffcrypto.format.ooxml

from tests.attachments.corpus.lines import WEB, Row, given, half
from tests.attachments.samples import (
    SAMPLES,
    container,
    office,
    relationships,
)

_MACRO_TYPE = "application/vnd.ms-{}.macroEnabled.main+xml"
DTD = '<!DOCTYPE a [<!ENTITY b "ccc">]>'


def run(code: str) -> str:
    return f"<w:r><w:instrText xml:space='preserve'>{code}</w:instrText></w:r>"


def behind_a_password(kind: str) -> bytes:
    out = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(SAMPLES[kind])).encrypt("парола", out)
    return out.getvalue()


def zip_bomb(folder: str) -> bytes:
    return office(
        folder, more={f"{folder}/media/image{number}.bmp": bytes(60_000_000) for number in range(4)}
    )


def lying_zip() -> bytes:
    """Return a .docx whose text says it is one byte long, but is a megabyte."""
    content = office("word", more={"word/settings.xml": b" " * 1_000_000})
    return content.replace(struct.pack("<I", 1_000_000), struct.pack("<I", 1))


def cut_in_its_text(content: bytes) -> bytes:
    """Return a container whose directory is whole, but one of whose members is not."""
    at = content.index(b"word/document.xml") + 30
    return content[:at] + bytes(20) + content[at + 20 :]


_HYPERLINK = ("hyperlink", WEB, "External")
_BEGIN, _END = '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>'

PACKED_OFFICE: list[Row] = [
    ("акт.docx", "an empty text", given(SAMPLES["docx"]), ""),
    ("акт.docx", "a password", lambda: behind_a_password("docx"), "encrypted"),
    ("акт.docx", "a link", lambda: office("word", related=(_HYPERLINK,)), "links"),
    ("акт.docx", "a link to a mailbox", lambda: office("word", related=(("hyperlink", "mailto:a@b.bg", "External"),)), "links"),
    ("акт.docx", "a picture from elsewhere", lambda: office("word", related=(("image", WEB, "External"),)), "links"),
    ("акт.docx", "a link as a field", lambda: office("word", body=_BEGIN + run(f' HYPERLINK "{WEB}" ') + _END), "links"),
    ("акт.docx", "a link as a field in pieces", lambda: office("word", body=_BEGIN + run("HYPER") + run(f"LINK {WEB}") + _END), "links"),
    ("акт.docx", "a link as a simple field", lambda: office("word", body=f"<w:fldSimple w:instr='a' w:dirty='1'/><w:fldSimple w:instr=\"HYPERLINK &quot;{WEB}&quot;\"/>"), "links"),
    ("акт.docx", "a link in its header", lambda: office("word", more={"word/header1.xml": _BEGIN + run(f"HYPERLINK {WEB}")}), "links"),
    ("акт.docx", "a table of contents", lambda: office("word", body=_BEGIN + run(' HYPERLINK \\l "_Toc1" ') + _END + _BEGIN + run(" PAGE ") + _END), ""),
    ("акт.docx", "the path of Word's own template", lambda: office("word", related=(("attachedTemplate", "file:///C:\\Normal.dotm", "External"),)), ""),
    ("акт.docx", "a template from elsewhere", lambda: office("word", related=(("attachedTemplate", WEB, "External"),)), "active_content"),
    ("акт.docx", "a field that starts programs", lambda: office("word", body=_BEGIN + run("DDEAUTO cmd a") + _END), "active_content"),
    ("акт.docx", "macros", lambda: office("word", related=(("vbaProject", "vbaProject.bin", "Internal"),)), "active_content"),
    ("акт.docx", "a document for macros, renamed", lambda: office("word", main_type=_MACRO_TYPE.format("word.document")), "active_content"),
    ("акт.docx", "a file inside", lambda: office("word", related=(("oleObject", "embeddings/a.bin", "Internal"),)), "active_content"),
    ("акт.docx", "a button (ActiveX)", lambda: office("word", related=(("control", "activeX/a.xml", "Internal"),)), "active_content"),
    ("акт.docx", "a page pasted whole", lambda: office("word", related=(("aFChunk", "a.html", "Internal"),)), "active_content"),
    ("акт.docx", "cut in half", lambda: half("docx"), "unreadable"),
    ("акт.docx", "a hole in its text", lambda: cut_in_its_text(office("word", body="Text" * 40)), "unreadable"),
    ("акт.docx", "a bomb", lambda: zip_bomb("word"), "unreadable"),
    ("акт.docx", "a bomb that lies", lying_zip, "unreadable"),
    ("акт.docx", "entities of its own", lambda: office("word", more={"word/footer1.xml": DTD}), "unreadable"),
    ("акт.docx", "entities in its relationships", lambda: office("word", more={"word/_rels/a.xml.rels": DTD + "<a>&b;</a>"}), "unreadable"),
    ("акт.docx", "a plain zip", lambda: container({"a.txt": "x"}), "content_mismatch"),
    ("акт.docx", "a presentation", lambda: office("ppt"), "content_mismatch"),
    ("акт.docx", "a workbook", given(SAMPLES["xlsx"]), "content_mismatch"),
    ("акт.docx", "a text of LibreOffice", given(SAMPLES["odt"]), "content_mismatch"),
    ("акт.docx", "an old Word document", given(SAMPLES["doc"]), "content_mismatch"),
    ("акт.xlsx", "an empty sheet", given(SAMPLES["xlsx"]), ""),
    ("акт.xlsx", "a password", lambda: behind_a_password("xlsx"), "encrypted"),
    ("акт.xlsx", "a link", lambda: office("xl", more={"xl/worksheets/_rels/sheet1.xml.rels": relationships(_HYPERLINK)}), "links"),
    ("акт.xlsx", "a link as a formula", lambda: office("xl", body=f'<c><f>HYPERLINK("{WEB}")</f></c>'), "links"),
    ("акт.xlsx", "the word HYPERLINK in a cell", lambda: office("xl", body="<c><v>HYPERLINK(a)</v></c>"), ""),
    ("акт.xlsx", "another workbook behind a formula", lambda: office("xl", more={"xl/externalLinks/_rels/externalLink1.xml.rels": relationships(("externalLinkPath", "b.xlsx", "External"))}), "links"),
    ("акт.xlsx", "a formula that starts programs", lambda: office("xl", more={"xl/externalLinks/externalLink1.xml": "<externalLink><ddeLink/></externalLink>"}), "active_content"),
    ("акт.xlsx", "macros", lambda: office("xl", related=(("vbaProject", "vbaProject.bin", "Internal"),)), "active_content"),
    ("акт.xlsx", "macros of Excel 4", lambda: office("xl", related=(("xlMacrosheet", "macrosheets/a.xml", "Internal"),)), "active_content"),
    ("акт.xlsx", "a workbook for macros, renamed", lambda: office("xl", main_type=_MACRO_TYPE.format("excel.sheet")), "active_content"),
    ("акт.xlsx", "cut in half", lambda: half("xlsx"), "unreadable"),
    ("акт.xlsx", "a bomb", lambda: zip_bomb("xl"), "unreadable"),
    ("акт.xlsx", "a text", given(SAMPLES["docx"]), "content_mismatch"),
    ("акт.xlsx", "an old workbook", given(SAMPLES["xls"]), "content_mismatch"),
    ("акт.zip", "a plain zip", lambda: container({"a.txt": "x"}), "type_not_allowed"),
]  # fmt: skip
