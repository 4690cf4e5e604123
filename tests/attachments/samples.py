"""A small real content of each kind of document that is taken, and the parts to make others of."""

import io
import struct
import zipfile
from email.message import EmailMessage

import pikepdf
from django.core.files.uploadedfile import UploadedFile
from PIL import Image

from nssi.attachments.actions.take_in_file import judge_upload, keep_given_file
from nssi.attachments.models import Attachment
from tests.attachments.compound_file import compound_file


def take_in_file(upload: "UploadedFile[bytes]", name: str) -> Attachment:
    """Take a file in as a page does. Raises FileRefused."""
    return keep_given_file(*judge_upload(upload, name))


_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
MAIN_TYPES = {
    "word": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xl": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "ppt": "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
}
MAIN_PARTS = {"word": "document.xml", "xl": "workbook.xml", "ppt": "presentation.xml"}
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

Relationship = tuple[str, str, str]
"""The last word of its type, its target, and "External" or "Internal"."""


def pdf(pages: int = 1) -> bytes:
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    return saved(document)


def saved(document: pikepdf.Pdf, **how) -> bytes:
    out = io.BytesIO()
    document.save(out, **how)
    return out.getvalue()


def image(form: str, mode: str = "1", dpi: float = 300, size: tuple[int, int] = (120, 80), **how) -> bytes:
    """Return a picture that is white in mode „1“, all shades of grey in „L“, and coloured in „RGB“."""
    picture = Image.linear_gradient("L").resize(size)
    if mode == "1":
        picture = Image.new("1", size, 1)
    elif mode == "RGB":
        picture = Image.merge("RGB", [picture, picture.rotate(90).resize(size), picture.rotate(180)])
    out = io.BytesIO()
    picture.save(out, form, dpi=(dpi, dpi), **how)
    return out.getvalue()


def container(members: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def relationships(*of: Relationship) -> str:
    rows = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE_RELATIONSHIP}{kind}" Target="{target}" TargetMode="{mode}"/>'
        for number, (kind, target, mode) in enumerate(of)
    )
    return f'<Relationships xmlns="{_RELATIONSHIPS}">{rows}</Relationships>'


def office(
    folder: str,
    *,
    related: tuple[Relationship, ...] = (),
    body: str = "",
    main_type: str = "",
    more: dict[str, str | bytes] | None = None,
) -> bytes:
    """Return a .docx or .xlsx: `related` hangs from its main part, `body` stands in its text or in its first sheet."""
    part = MAIN_PARTS[folder]
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_CONTENT_TYPES}"><Override PartName="/{folder}/{part}" '
        f'ContentType="{main_type or MAIN_TYPES[folder]}"/></Types>',
        "_rels/.rels": relationships(("officeDocument", f"{folder}/{part}", "Internal")),
        f"{folder}/{part}": f'<w:document xmlns:w="{_W}"><w:body>{body if folder == "word" else ""}</w:body></w:document>',
        f"{folder}/_rels/{part}.rels": relationships(*related),
    }
    if folder == "xl":
        members["xl/worksheets/sheet1.xml"] = f"<worksheet><sheetData>{body}</sheetData></worksheet>"
    return container(members | (more or {}))


def open_document(
    kind: str, *, body: str = "", files: str = "", more: dict[str, str | bytes] | None = None
) -> bytes:
    """Return an .odt (`text`) or .ods (`spreadsheet`); `files` are entries of its manifest, `body` stands in its text."""
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mimetype}"/>{files}</manifest:manifest>'
    )
    members: dict[str, str | bytes] = {
        "mimetype": mimetype,
        "META-INF/manifest.xml": manifest,
        "content.xml": f"<office:document-content><office:scripts/><office:body>{body}</office:body></office:document-content>",
        "styles.xml": "<office:document-styles/>",
    }
    return container(members | (more or {}))


def word(text: bytes = b"Text", *, flags: int = 0, streams: dict[str, bytes] | None = None) -> bytes:
    """Return a .doc: the first bytes of its header, then `text`."""
    header = struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0x402, 0, flags).ljust(512, b"\0")
    return compound_file({"WordDocument": header + text, "1Table": b"", **(streams or {})})


def record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


BOF, EOF = record(0x0809, bytes(16)), record(0x000A)


def sheet(name: str = "Sheet1", kind: int = 0) -> bytes:
    return record(0x0085, struct.pack("<IBBBB", 0, 0, kind, len(name), 0) + name.encode())


def excel(
    records: bytes = b"", *, first: bytes = b"", sheets: bytes = b"", streams: dict[str, bytes] | None = None
) -> bytes:
    """Return an .xls of one sheet with these `records`; `first` follows the very first record."""
    book = BOF + first + (sheets or sheet()) + EOF + BOF + records + EOF
    return compound_file({"Workbook": book, **(streams or {})})


def mail(body: str = "Text", kind: str = "text/plain", *parts: tuple[str, bytes]) -> bytes:
    """Return a letter with this text and with `parts` attached, each a name and a content."""
    message = EmailMessage()
    message["From"], message["To"] = "a@example.bg", "b@example.bg"
    message["Subject"] = "Акт за прекратяване http://example.bg/"
    message.set_content(body, subtype=kind.partition("/")[2])
    for name, content in parts:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


SAMPLES = {
    "doc": word(),
    "docx": office("word"),
    "rtf": rb"{\rtf1\ansi Text}",
    "odt": open_document("text"),
    "xls": excel(),
    "xlsx": office("xl"),
    "ods": open_document("spreadsheet"),
    "pdf": pdf(),
    "jpg": image("JPEG", "1"),
    "jpeg": image("JPEG", "1"),
    "png": image("PNG"),
    "tif": image("TIFF"),
    "eml": mail(),
}
"""By extension. `.jpg` and `.jpeg` are the same kind of content."""

LARGEST_PDF = SAMPLES["pdf"] + bytes(5 * 1_048_576 // 2 - len(SAMPLES["pdf"]))
"""A PDF of exactly 2,5 МБ."""
