"""Show a document before it is issued: the same layout, marked as a draft, without number, seal and QR code."""

from collections.abc import Mapping
from typing import Any

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
