"""The kinds of electronic documents that are taken (S1.5), and how a content is known: by itself, never by its name."""

import re
from email.parser import BytesHeaderParser
from io import BytesIO

import olefile  # type: ignore[import-untyped]

from nssi.attachments.checks.archives import Archive
from nssi.attachments.checks.found import Unreadable

KINDS = ("doc", "docx", "rtf", "odt", "xls", "xlsx", "ods", "pdf", "jpg", "jpeg", "png", "tif", "eml")
"""The 13 extensions of S1.5. A „.tiff“ is none of them."""

ENCRYPTED_OFFICE = "encrypted office"
"""A document of Word or Excel behind a password. What it holds cannot be told from outside."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNS = {
    b"{\\rtf": "rtf",
    b"\xff\xd8\xff": "jpg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"II*\x00": "tif",
    b"MM\x00*": "tif",
}
_OFFICE = {
    "docx": re.compile(
        rb"application/vnd\.(?:openxmlformats-officedocument\.wordprocessingml\.document"
        rb"|ms-word\.document\.macroEnabled)\.main\+xml"
    ),
    "xlsx": re.compile(
        rb"application/vnd\.(?:openxmlformats-officedocument\.spreadsheetml\.sheet"
        rb"|ms-excel\.sheet\.macroEnabled)\.main\+xml"
    ),
}
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
_MAIL_HEADERS = ("From", "To", "Subject", "Date", "Received", "Message-ID")


def same_kind(named: str, kind: str) -> bool:
    """Say whether a content of `kind` may be named `.named`: `.jpg` and `.jpeg` are one kind."""
    return named == kind or (named, kind) == ("jpeg", "jpg")


def kind_by_sign(content: bytes) -> str:
    """Return the kind of a content that the first bytes alone tell, "" where they do not: nothing is opened."""
    for sign, kind in _SIGNS.items():
        if content.startswith(sign):
            return kind
    return (
        "pdf" if b"%PDF-" in content[:1024] else ""
    )  # readers allow rubbish before it, and scanners write it


def kind_of(content: bytes) -> str:
    """Return the kind of a content as an extension without its dot, ENCRYPTED_OFFICE, or "" where it is none of ours.

    Raises Unreadable for a container that is too damaged to say.
    """
    if content.startswith(OLE):
        return _kind_of_ole(content)
    if content.startswith(b"PK"):
        return _kind_of_archive(Archive(content))
    return kind_by_sign(content) or ("eml" if _is_mail(content) else "")


def _kind_of_ole(content: bytes) -> str:
    try:
        with olefile.OleFileIO(BytesIO(content)) as container:
            if container.exists("EncryptedPackage"):
                return ENCRYPTED_OFFICE
            if container.exists("WordDocument"):
                return "doc"
            return "xls" if container.exists("Workbook") or container.exists("Book") else ""
    except Exception as error:  # olefile lets through whatever its own reading of a broken container raises
        raise Unreadable from error


def _kind_of_archive(archive: Archive) -> str:
    if "mimetype" in archive.names:
        return _OPEN_DOCUMENT.get(archive.read("mimetype").strip(), "")
    if "[Content_Types].xml" in archive.names:
        types = archive.read("[Content_Types].xml")
        return next((kind for kind, main in _OFFICE.items() if main.search(types)), "")
    return ""


def _is_mail(content: bytes) -> bool:
    head = content.lstrip(b"\xef\xbb\xbf\r\n")[:65536]
    if b"\0" in head or not re.match(rb"[!-9;-~]+:|From ", head):
        return False
    headers = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    message = BytesHeaderParser().parsebytes(headers)
    return sum(name in message for name in _MAIL_HEADERS) >= 2
