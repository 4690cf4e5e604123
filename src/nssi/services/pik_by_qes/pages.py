"""The way to the form (P-08), and the page on which the certificate is downloaded, with a QES alone."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from nssi.access.guards import person_required, public
from nssi.access.models import Identification
from nssi.access.queries import active_pik
from nssi.access.visitors import PersonRequest, VisitorRequest
from nssi.audit import Actor
from nssi.delivery.handing_over import handed_over
from nssi.documents.rendering import RenderingError
from nssi.people.models import Person
from nssi.pik.actions.draw_certificate import NotToBeDrawn, draw_certificate
from nssi.pik.models import PikIssue
from nssi.proceedings.actions.perform import perform_for_person
from nssi.proceedings.models import Proceeding
from nssi.proceedings.rights import ActRefused
from nssi.services.pik_by_qes.issuing import COLLECT, issue_of, last_day_of
from nssi.services.pik_by_qes.service import PIK_BY_QES, SLUG

FILE_NAME = "udostoverenie-pik.pdf"
DRAWN_ALREADY = _(
    "Изтеглянето вече е започнато. Ако е прекъснало, изтеглете удостоверението отново: новият файл е с нов код."
)
NOT_MADE = _("Удостоверението не беше изготвено и нищо не е издадено. Опитайте отново.")
CAN_BE_TAKEN = (PikIssue.State.PREPARED, PikIssue.State.PRINTED)


@public
@require_safe
def pik_request_qes(request: VisitorRequest) -> HttpResponse:
    """Lead whoever wants a PIK by QES to the login with a QES, and from there to the form (P-08)."""
    if request.identification == Identification.QES:
        return redirect(PIK_BY_QES.start_address)
    return redirect(f"{reverse('login_qes')}?{urlencode({'next': PIK_BY_QES.start_address})}")


@person_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pik_certificate(request: PersonRequest, proceeding_id: UUID) -> HttpResponseBase:
    """Show the certificate that waits, and hand it over once to its person, who is logged in with a QES."""
    mine = Proceeding.objects.select_related("application").filter(person=request.person, service=SLUG)
    proceeding = get_object_or_404(mine, pk=proceeding_id)
    issue = issue_of(proceeding.pk)
    by_qes = request.identification == Identification.QES
    if request.method == "POST" and by_qes and issue is not None:
        return _hand_over(request, proceeding, issue)
    can_be_taken = issue is not None and issue.state in CAN_BE_TAKEN and proceeding.closed_at is None
    context: dict[str, Any] = {
        "proceeding": proceeding,
        "issue": issue,
        "can_be_taken": can_be_taken,
        "last_day": last_day_of(proceeding) if can_be_taken else None,
        "by_qes": by_qes,
        "older": active_pik(request.person.pk),
    }
    return render(request, "pik_by_qes/certificate.html", context)


def _hand_over(request: PersonRequest, proceeding: Proceeding, issue: PikIssue) -> HttpResponseBase:
    """Draw the certificate and stream it; the PIK is valid only where it was taken to its end."""
    said = request.POST.get("sheets", "")
    try:
        if not said.isascii() or not said.isdigit():
            raise NotToBeDrawn
        sheet = draw_certificate(issue.pk, Actor.person(request.person.pk), sheets=int(said[:4]))
    except NotToBeDrawn:
        messages.info(request, str(DRAWN_ALREADY))
        return redirect("pik_certificate", proceeding.pk)
    except RenderingError:
        messages.error(request, str(NOT_MADE))
        return redirect("pik_certificate", proceeding.pk)
    person, credential_id = request.person, sheet.credential_id
    return StreamingHttpResponse(
        handed_over(sheet.content, lambda: _note_taken(proceeding.pk, person, credential_id)),
        content_type="application/pdf",
        headers={
            "Content-Disposition": content_disposition_header(True, FILE_NAME),
            "X-Accel-Buffering": "no",  # what a proxy keeps for itself nobody has taken
        },
    )


def _note_taken(proceeding_id: UUID, person: Person, credential_id: UUID) -> None:
    with suppress(ActRefused):  # drawn anew meanwhile, or withdrawn: then this file is worth nothing
        perform_for_person(COLLECT, proceeding_id, person, {"credential_id": credential_id})
