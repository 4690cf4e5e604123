"""From an issued document to its pages: what the layout adds to the data of the kind."""

from typing import Any

from nssi.documents.kinds import kind_named
from nssi.documents.models import IssuedDocument
from nssi.documents.rendering import render
from nssi.documents.signs import all_drawable
from nssi.look.typography import date_text

DRAFT: dict[str, Any] = {"draft": True, "number": "", "date": "", "body": ""}
"""What the layout shows of a document that is not issued yet."""


def drawn(document: IssuedDocument) -> bytes:
    """Return the document as PDF, not sealed yet. Raises RenderingError."""
    issue = {
        "draft": False,
        "number": document.outgoing_number,
        "date": date_text(document.issued_at),
        "body": document.body.label,
    }
    kind = kind_named(document.kind)
    return render(kind.template, all_drawable(document.data), title=document.title, issue=issue)
