"""Official forms on paper: a filed application in their layout, and the empty ones to be filled in by hand (C-33)."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation

from nssi.applications.models import Application
from nssi.applications.queries import title_of
from nssi.applications.services import PaperForm, all_services, service
from nssi.attachments.models import Attachment
from nssi.documents import wording
from nssi.documents.rendering import render
from nssi.documents.signs import all_drawable
from nssi.people.models import Capacity, Representation

Titled = Sequence[tuple[str, Attachment]]
"""Files with the titles under which they are filed."""

AS_CHECKED = Path(__file__).parent / "templates" / "applications" / "application.typ"
"""The layout where a service has no official form: what was filed, as the person saw it when checking."""


def all_papers() -> list[PaperForm]:
    """Return the forms in force of every service, in the order of the catalogue."""
    return [paper for each in all_services() if each.forms for paper in each.form.papers]


@cache
def empty(slug: str) -> bytes | None:
    """Return the form with this address without a word in it, as PDF; None where there is none."""
    paper = next((paper for paper in all_papers() if paper.slug == slug), None)
    if paper is None:
        return None
    facts = ("version", "number", "date", "moment", "addressee", "identified_by", "delivery_address")
    data: dict[str, Any] = {
        **dict.fromkeys(facts, ""),
        "blank": True,
        "to_sign": False,
        "applicant": {"name": "", "kind": "", "number": ""},
        "represented": None,
        "answers": {},
        "sections": [],
        "files": [],
    }
    with translation.override(settings.LANGUAGE_CODE):
        title = str(paper.title)
    return render(paper.template, data, title=title)


def filled(application: Application) -> bytes:
    """Return a filed application as PDF, in the layout of its form. Raises documents.rendering.RenderingError."""
    files = application.files.select_related("attachment").order_by("id")
    return _drawn(application, [(file.title, file.attachment) for file in files], to_sign=False)


def to_sign(application: Application, files: Titled) -> bytes:
    """Return an application that is not filed yet as PDF, for its person to sign; each file is named by its SHA-256 too.

    Raises documents.rendering.RenderingError.
    """
    return _drawn(application, files, to_sign=True)


def _drawn(application: Application, files: Titled, *, to_sign: bool) -> bytes:
    known = service(application.service)
    form = known.form_of(application.form_version) if known else None
    is_served = form is not None and form.version == application.form_version
    paper = form.paper_for(application.answers) if form is not None and is_served else None
    title = ", ".join(filter(None, (title_of(application), application.registry_uid)))
    data = _data(application, files, to_sign)
    return render(paper.template if paper else AS_CHECKED, data, title=title)


def _data(application: Application, files: Titled, to_sign: bool) -> dict[str, Any]:
    identifier = application.person.identifiers.first()
    written = {
        "title": title_of(application),
        "number": application.registry_uid,
        "date": "" if to_sign else wording.day(application.filed_at),
        "moment": "" if to_sign else wording.moment(application.filed_at),
        "to_sign": to_sign,
        "version": application.form_version,
        "addressee": application.competent_body.label,
        "identified_by": application.get_identified_by_display(),
        "applicant": {
            "name": application.person.full_name,
            "kind": identifier.get_kind_display() if identifier else "",
            "number": identifier.number if identifier else "",
        },
        "represented": _represented(application.representation),
        "delivery_address": application.delivery_address,
        "answers": application.answers,
        "sections": application.summary,
        "files": [
            {"title": title, "name": file.name, "size": wording.size(file.size), "sha256": file.sha256}
            for title, file in files
        ],
    }
    return {"blank": False, **all_drawable(written)}


def _represented(representation: Representation | None) -> dict[str, str] | None:
    if representation is None:
        return None
    capacity = Capacity(representation.capacity).label
    kinship = representation.get_kinship_display()
    died_on = wording.day(representation.died_on) if representation.died_on else ""
    dated = representation.power_of_attorney_date
    ground = (
        representation.power_of_attorney_number,
        wording.day(dated) if dated else "",
        representation.notary,
    )
    return {
        "name": representation.full_name,
        "kind": representation.get_identifier_kind_display(),
        "number": representation.identifier_number,
        "capacity": f"{capacity} ({kinship})" if kinship else str(capacity),
        "ground": ", ".join(filter(None, (*ground, died_on))),
    }
