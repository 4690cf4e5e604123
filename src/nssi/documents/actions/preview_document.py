"""Show a document before it is issued: the same layout, marked as a draft, without number, seal and QR code."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import pikepdf
from django.conf import settings
from django.utils import translation

from nssi.documents.drawing import DRAFT
from nssi.documents.kinds import DocumentKind
from nssi.documents.rendering import render
from nssi.documents.signs import all_drawable
from nssi.institution.models import CompetentBody


def preview(
    kind: DocumentKind,
    data: Mapping[str, Any],
    *,
    body: CompetentBody | None = None,
    title: str | None = None,
) -> bytes:
    """Return what would be issued, as PDF, with „ПРОЕКТ“ across each page. Raises RenderingError."""
    with translation.override(settings.LANGUAGE_CODE):
        title = title or str(kind.title)
    issue = {**DRAFT, "body": body.label if body else ""}
    return render(kind.template, all_drawable(dict(data)), title=title, issue=issue)


def bound(previews: Sequence[bytes]) -> bytes:
    """Return several previews as one PDF, for whoever issues several documents in one act."""
    whole = BytesIO()
    with pikepdf.new() as pdf:
        for each in previews:
            with pikepdf.open(BytesIO(each)) as document:
                pdf.pages.extend(document.pages)
        pdf.save(whole)
    return whole.getvalue()
