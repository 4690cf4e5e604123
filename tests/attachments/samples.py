"""A small real content of each kind of document that is taken."""

import io
import zipfile

import pikepdf
from PIL import Image

OLE_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def pdf(pages: int = 1) -> bytes:
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def image(form: str) -> bytes:
    out = io.BytesIO()
    Image.new("1", (60, 40), 1).save(out, form, dpi=(300, 300))
    return out.getvalue()


def container(members: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return out.getvalue()


def office(folder: str) -> bytes:
    return container({"[Content_Types].xml": "<Types/>", f"{folder}/document.xml": "<x/>"})


def open_document(kind: str) -> bytes:
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    return container({"mimetype": mimetype, "content.xml": "<x/>"})


def ole(stream: str) -> bytes:
    return OLE_HEAD + stream.encode("utf-16-le") + bytes(40)


SAMPLES = {
    "doc": ole("WordDocument"),
    "docx": office("word"),
    "rtf": rb"{\rtf1\ansi Text}",
    "odt": open_document("text"),
    "xls": ole("Workbook"),
    "xlsx": office("xl"),
    "ods": open_document("spreadsheet"),
    "pdf": pdf(),
    "jpg": image("JPEG"),
    "jpeg": image("JPEG"),
    "png": image("PNG"),
    "tif": image("TIFF"),
    "eml": b"From: a@example.bg\r\nTo: b@example.bg\r\nSubject: =?utf-8?B?0LDQutGC?=\r\n\r\nText\r\n",
}
"""By extension. `.jpg` and `.jpeg` are the same kind of content."""

LARGEST_PDF = SAMPLES["pdf"] + bytes(5 * 1_048_576 // 2 - len(SAMPLES["pdf"]))
"""A PDF of exactly 2,5 МБ."""
