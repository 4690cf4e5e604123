"""What the step of documents shows beside its page: changes of a slot, small pictures of pages, the files themselves."""

from uuid import UUID

from django.db.models import Q
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from nssi.applications.assistance import ApplicantRequest, applicant_required, official_who_assists
from nssi.applications.documents import holding_of, slot_shown
from nssi.applications.models import Draft, DraftFile
from nssi.applications.pages import form_service
from nssi.applications.queries import draft_of, journey_of
from nssi.attachments.models import Attachment, MendedPage

_PICTURES = {"jpg": "image/jpeg", "png": "image/png"}


@applicant_required
@require_safe
def documents_changes(request: ApplicantRequest, slug: str, step: str) -> HttpResponse:
    """Answer 204 while a slot is as the page shows it (`?slot=`, `?state=`), then what it shows now."""
    of = form_service(slug)
    draft = _draft(request, slug)
    journey = journey_of(draft, of, request.person)
    slots = {slot.name: slot for slot in journey.slots}
    if (slot := slots.get(request.GET.get("slot", ""))) is None:
        raise Http404
    shown = slot_shown(of, step, slot, holding_of(draft, journey, slot))
    if shown["state"] == request.GET.get("state"):
        return HttpResponse(status=204)
    return render(request, "applications/_slot_files.html", {"each": shown})


@applicant_required
@require_safe
def document_preview(request: ApplicantRequest, slug: str, step: str, picture_id: UUID) -> FileResponse:
    """Show a small picture of a page that was mended, to whom the photograph belongs. Its content is our own."""
    draft = _draft(request, slug)
    sources = [*draft.files.values_list("attachment"), *draft.aside.values_list("attachment")]
    of_mine = MendedPage.objects.filter(mending__source__in=[source for (source,) in sources])
    if not of_mine.filter(Q(before=picture_id) | Q(after=picture_id)).exists():
        raise Http404
    picture = Attachment.objects.get(id=picture_id)
    response = FileResponse(picture.open(), content_type=_PICTURES[picture.kind])
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@applicant_required
@require_safe
def document_download(request: ApplicantRequest, slug: str, step: str, file_id: UUID) -> FileResponse:
    """Hand a file of a draft back to its person, to be saved: a stranger's content is never shown by us."""
    files = DraftFile.objects.select_related("attachment").filter(draft=_draft(request, slug))
    attachment = get_object_or_404(files, id=file_id).attachment
    return FileResponse(
        attachment.open(),
        as_attachment=True,
        filename=attachment.name,
        content_type="application/octet-stream",
    )


def _draft(request: ApplicantRequest, slug: str) -> Draft:
    draft = draft_of(request.person, form_service(slug), official_who_assists(request))
    if draft is None:
        raise Http404
    return draft
