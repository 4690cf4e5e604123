"""The person's own pages: what they have begun and what they have filed (C-01, C-24, C-25)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from nssi.access.guards import person_required
from nssi.access.visitors import PersonRequest
from nssi.applications.actions.discard_draft import discard_draft
from nssi.applications.added_documents import can_be_added_to
from nssi.applications.changes import changeable, contact_of
from nssi.applications.drafts import DraftGone
from nssi.applications.events import irregularities_of
from nssi.applications.models import Application, ApplicationFile, ApplicationSignature, Draft
from nssi.applications.progress import Details, details_of, progress_of
from nssi.applications.queries import applications_of, drafts_of, events_of, title_of
from nssi.applications.services import service
from nssi.applications.steps import Text
from nssi.attachments.models import Attachment
from nssi.audit import Actor, record
from nssi.delivery.queries import waiting_for
from nssi.look.cards import personal_cards
from nssi.payments.queries import due_fees

SHOWN_AT_HOME = 5

DISCARDED = gettext_lazy("Черновата е изтрита.")


@person_required
@require_safe
def my_home(request: PersonRequest) -> HttpResponse:
    """Show the person's drafts, what waits for them, what they filed last, and the ways to their own data (C-01)."""
    filed = applications_of(request.person)
    listed = _listed(filed)
    context = {
        "drafts": [{"draft": draft, "title": title_of(draft)} for draft in drafts_of(request.person)],
        "applications": listed[:SHOWN_AT_HOME],
        "has_more": len(filed) > SHOWN_AT_HOME,
        "to_do": [each for each in listed if each["progress"] and each["progress"].until],
        "to_file_again": [each for each in filed if _irregularities(each) is not None],
        "documents": waiting_for(request.person),
        "fees": due_fees(request.person),
        "enquiries": personal_cards(),
    }
    return render(request, "applications/my_home.html", context)


@person_required
@require_safe
def my_applications(request: PersonRequest) -> HttpResponse:
    """Show all that the person has filed, for themselves and for others (C-24, R-05)."""
    filed = _listed(applications_of(request.person))
    own = [each for each in filed if each["application"].representation_id is None]
    context = {"own": own, "for_others": [each for each in filed if each not in own]}
    return render(request, "applications/my_applications.html", context)


@person_required
@require_safe
def my_application(request: PersonRequest, application_id: UUID) -> HttpResponse:
    """Show one application of the person's own: where it stands, what came in, what can be done (C-25)."""
    mine = Application.objects.filter(person=request.person).select_related(
        "competent_body", "representation", "document", "replaces", "replaced_by"
    )
    application = get_object_or_404(mine, id=application_id)
    known = service(application.service)
    progress = progress_of([application]).get(application.id)
    details = details_of(application)
    context = {
        "application": application,
        "title": title_of(application),
        "progress": progress,
        "events": events_of(application, progress),
        "details": details,
        "files": _files(application, details),
        "can_be_added_to": can_be_added_to(application),
        "changes": application.changes.all(),
        "changeable": [(what.value, what.label) for what in changeable(application)],
        "irregularities": _irregularities(application),
        "service": known,
        "afterwards": known.afterwards(application) if known else (),
        "contact": contact_of(application),
        "signature": ApplicationSignature.objects.filter(application=application).first(),
    }
    return render(request, "applications/my_application.html", context)


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def draft_discard(request: PersonRequest, draft_id: UUID) -> HttpResponse:
    """Ask whether a draft of the person's own is to be deleted, and delete it."""
    if request.method == "POST":
        try:
            discard_draft(draft_id, request.person)
        except DraftGone:
            raise Http404 from None
        messages.success(request, str(DISCARDED))
        return redirect("my_home")
    draft = get_object_or_404(Draft, id=draft_id, person=request.person)
    return render(request, "applications/draft_discard.html", {"draft": draft, "title": title_of(draft)})


@person_required
@require_safe
def registration_letter(request: PersonRequest, application_id: UUID) -> FileResponse:
    """Hand over the registration of an application of the person's own, as a letter."""
    mine = Application.objects.filter(person=request.person).select_related("registration_letter__content")
    letter = get_object_or_404(mine, id=application_id).registration_letter
    if letter is None or letter.content is None:
        raise Http404
    record(
        "applications.letter_downloaded",
        actor=Actor.person(request.person.id),
        subject_kind="application",
        subject_id=str(application_id),
    )
    return _handed_over(letter.content)


@person_required
@require_safe
def application_document(request: PersonRequest, application_id: UUID) -> FileResponse:
    """Hand over the PDF of an application of the person's own."""
    mine = Application.objects.filter(person=request.person).select_related("document")
    application = get_object_or_404(mine, id=application_id)
    if application.document is None:
        raise Http404
    record(
        "applications.document_downloaded",
        actor=Actor.person(request.person.id),
        subject_kind="application",
        subject_id=str(application.id),
    )
    return _handed_over(application.document)


def _handed_over(document: Attachment) -> FileResponse:
    return FileResponse(
        document.open(), as_attachment=True, filename=document.name, content_type="application/pdf"
    )


def _files(application: Application, details: Details) -> list[tuple[ApplicationFile, Text]]:
    """Return the documents that came in, each with what was found of it so far."""
    came = application.files.select_related("attachment", "change").order_by("id")
    return [(file, details.found.get(file.pk, "")) for file in came]


def _listed(applications: list[Application]) -> list[dict[str, Any]]:
    progress = progress_of(applications)
    return [
        {"application": each, "title": title_of(each), "progress": progress.get(each.id)}
        for each in applications
    ]


def _irregularities(application: Application) -> tuple[str, ...] | None:
    return irregularities_of(application) if application.state == Application.State.FILED else None
