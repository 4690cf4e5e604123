"""Make the document of a filed application: what was filed, as the person saw it when checking."""

from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from nssi.applications.models import Application
from nssi.applications.queries import title_of
from nssi.attachments.actions.keep_file import keep_file
from nssi.attachments.verdict import Verdict
from nssi.documents.rendering import RenderingError, render
from nssi.documents.signs import drawable
from nssi.look.typography import date_text, moment_text, size_text

TEMPLATE = Path(__file__).parents[1] / "templates" / "applications" / "application.typ"


class DocumentNotMade(Exception):  # noqa: N818 – says what, not why
    """The document of this application (its id) could not be made."""


def make_document(application_id: UUID) -> None:
    """Make the PDF of a filed application, once. Raises DocumentNotMade."""
    application = Application.objects.select_related("person", "competent_body").get(id=application_id)
    if application.document_id is not None:
        return
    title = title_of(application)
    try:
        content = render(
            TEMPLATE, _drawable(_data(application, title)), title=f"{title}, {application.registry_uid}"
        )
    except RenderingError:  # its text may quote the answers, and a job's error is logged
        raise DocumentNotMade(str(application_id)) from None
    name = _("Заявление %(uid)s.pdf") % {"uid": application.registry_uid}
    with transaction.atomic():
        held = Application.objects.select_for_update().get(id=application_id)
        if held.document_id is None:
            held.document = keep_file(content, Verdict(name, "pdf", len(content), ()))
            held.save(update_fields=["document"])


def _data(application: Application, title: str) -> dict[str, Any]:
    identifier = application.person.identifiers.first()
    return {
        "title": title,
        "number": application.registry_uid,
        "date": date_text(application.filed_at),
        "moment": moment_text(application.filed_at),
        "office": application.competent_body.label,
        "name": application.person.full_name,
        "identifier_kind": identifier.get_kind_display() if identifier else "",
        "identifier": identifier.number if identifier else "",
        "sections": application.summary,
        "form_version": application.form_version,
        "files": [
            {"title": file.title, "name": file.attachment.name, "size": size_text(file.attachment.size)}
            for file in application.files.select_related("attachment").order_by("id")
        ],
    }


def _drawable(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _drawable(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_drawable(each) for each in value]
    return drawable(str(value))
