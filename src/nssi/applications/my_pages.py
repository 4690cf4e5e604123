"""The person's own pages: what they have begun and what they have filed (C-01)."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from nssi.access.guards import person_required
from nssi.access.visitors import PersonRequest
from nssi.applications.actions.discard_draft import discard_draft
from nssi.applications.drafts import DraftGone
from nssi.applications.models import Application, Draft
from nssi.applications.queries import applications_of, drafts_of, title_of
from nssi.audit import Actor, record

DISCARDED = gettext_lazy("Черновата е изтрита.")


@person_required
@require_safe
def my_home(request: PersonRequest) -> HttpResponse:
    """Show the person's drafts and applications (C-01)."""
    drafts = [{"draft": draft, "title": title_of(draft)} for draft in drafts_of(request.person)]
    applications = [
        {"application": application, "title": title_of(application)}
        for application in applications_of(request.person)
    ]
    return render(request, "applications/my_home.html", {"drafts": drafts, "applications": applications})


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
    return FileResponse(
        application.document.open(),
        as_attachment=True,
        filename=application.document.name,
        content_type="application/pdf",
    )
