"""The kinds of electronic documents that are taken (S1.5), each with the signs by which its content is known."""

import re
import zipfile
from collections.abc import Callable, Mapping
from email import message_from_bytes
from email.policy import compat32
from io import BytesIO

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LONGEST_MIMETYPE = 200  # bytes; an OpenDocument names its type in one short line
_MAIL_HEADERS = ("From", "To", "Subject", "Date", "Received", "Message-ID")


def _starts_with(*signs: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(signs)


def _is_pdf(content: bytes) -> bool:
    return b"%PDF-" in content[:1024]  # readers allow rubbish before the sign, and scanners write it


def _is_ole(*streams: str) -> Callable[[bytes], bool]:
    """Return a test for an OLE container of old Word or Excel, which writes the names of its streams in UTF-16."""
    names = [stream.encode("utf-16-le") for stream in streams]
    return lambda content: content.startswith(_OLE) and any(name in content for name in names)


def _is_office(folder: str) -> Callable[[bytes], bool]:
    def test(content: bytes) -> bool:
        names = _zip_names(content)
        return "[Content_Types].xml" in names and any(name.startswith(folder) for name in names)

    return test


def _is_open_document(kind: str) -> Callable[[bytes], bool]:
    expected = f"application/vnd.oasis.opendocument.{kind}".encode()

    def test(content: bytes) -> bool:
        try:
            with zipfile.ZipFile(BytesIO(content)) as container, container.open("mimetype") as member:
                return member.read(_LONGEST_MIMETYPE).strip() == expected
        except Exception:  # noqa: BLE001 – whatever breaks while reading a stranger's container, it is not this kind
            return False

    return test


def _zip_names(content: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as container:
            return container.namelist()
    except Exception:  # noqa: BLE001 – as above: zipfile raises eight kinds of errors for a broken container
        return []


def _is_mail(content: bytes) -> bool:
    head = content.lstrip(b"\xef\xbb\xbf\r\n")[:65536]
    if b"\0" in head or not re.match(rb"[!-9;-~]+:|From ", head):
        return False
    headers = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    message = message_from_bytes(headers, policy=compat32)
    return sum(name in message for name in _MAIL_HEADERS) >= 2


KINDS: Mapping[str, Callable[[bytes], bool]] = {
    "doc": _is_ole("WordDocument"),
    "docx": _is_office("word/"),
    "rtf": _starts_with(b"{\\rtf"),
    "odt": _is_open_document("text"),
    "xls": _is_ole("Workbook", "Book"),
    "xlsx": _is_office("xl/"),
    "ods": _is_open_document("spreadsheet"),
    "pdf": _is_pdf,
    "jpg": _starts_with(b"\xff\xd8\xff"),
    "jpeg": _starts_with(b"\xff\xd8\xff"),
    "png": _starts_with(b"\x89PNG\r\n\x1a\n"),
    "tif": _starts_with(b"II*\x00", b"MM\x00*"),
    "eml": _is_mail,
}
"""The 13 extensions of S1.5, each with the test that a content agrees with it. No test ever raises."""
