"""From an issued document to its pages: what the layout adds to the data of the kind."""

import io
from datetime import datetime
from typing import Any

import segno

from nssi.documents import wording
from nssi.documents.kinds import kind_named
from nssi.documents.models import IssuedDocument
from nssi.documents.queries import check_address, check_code, check_page
from nssi.documents.rendering import render
from nssi.documents.signs import all_drawable

DRAFT: dict[str, Any] = {"draft": True, "number": "", "date": "", "body": "", "check": None}
"""What the layout shows of a document that is not issued yet."""


def numbered(number: str, issued_at: datetime) -> dict[str, Any]:
    """Return what the layout shows of a document with this number and day, which nobody can check by them."""
    return {"draft": False, "number": number, "date": wording.day(issued_at), "body": "", "check": None}


def drawn(document: IssuedDocument) -> bytes:
    """Return the document as PDF, not sealed yet. Raises RenderingError."""
    check = {
        "link": check_address(document),
        "address": check_page().partition("//")[2],
        "code": check_code(document),
        "qr": _qr(check_address(document)),
    }
    issue = {
        **numbered(document.outgoing_number, document.issued_at),
        "body": document.body.label,
        "check": check,
    }
    kind = kind_named(document.kind)
    return render(kind.template, all_drawable(document.data), title=document.title, issue=issue)


def _qr(address: str) -> str:
    svg = io.BytesIO()
    # its best mask is found by drawing all eight, which takes as long as the rest: each can be read
    segno.make_qr(address, error="m", mask=2).save(svg, kind="svg", border=2, xmldecl=False, nl=False)
    return svg.getvalue().decode()
