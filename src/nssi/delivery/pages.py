"""The person's documents (C-29) and the page of one (C-30): what it is, and its download, which is service."""

from contextlib import suppress
from typing import Any

import structlog
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nssi.access.client_address import client_address
from nssi.access.guards import person_required, public
from nssi.access.visitors import PersonRequest, VisitorRequest
from nssi.audit import Actor, record
from nssi.delivery.actions.issue_proof import issue_proof
from nssi.delivery.actions.note_download import is_late, is_service, note_download
from nssi.delivery.actions.send_one_time_code import send_one_time_code
from nssi.delivery.contents import Unreadable, content_of
from nssi.delivery.forms import AccessCodeForm, OneTimeCodeForm
from nssi.delivery.handing_over import handed_over
from nssi.delivery.models import Delivery
from nssi.delivery.offers import offers_of
from nssi.delivery.one_time_codes import use_code
from nssi.delivery.outside import NotPossible
from nssi.delivery.policies import policy_named
from nssi.delivery.proof import proof_of
from nssi.delivery.queries import deliveries_of, delivery_at
from nssi.delivery.statuses import status_of
from nssi.delivery.tasks import SUBJECT
from nssi.delivery.telling import told
from nssi.delivery.visitors import has_asked, open_by_code, opener_of, remember_asked
from nssi.foundation import clock

TOO_MANY_REQUESTS = 429

log = structlog.get_logger(__name__)


@person_required
@never_cache
@require_safe
def my_documents(request: PersonRequest) -> HttpResponse:
    """Show all documents that are for the person, and where each stands (C-29)."""
    listed = [{"delivery": each, "status": status_of(each)} for each in deliveries_of(request.person)]
    return render(request, "delivery/my_documents.html", {"documents": listed})


@public
@never_cache
@require_safe
def document_open(request: VisitorRequest, token: str) -> HttpResponse:
    """Show what a document is, before its download, or that it was served (C-30). Opening this page serves nothing."""
    delivery = _delivery(token)
    if opener_of(request, delivery) is None:
        return render(request, "delivery/locked.html", {"delivery": delivery, "path": request.path})
    return render(request, "delivery/document.html", _shown(delivery))


@public
@never_cache
@require_POST
def document_download(request: VisitorRequest, token: str) -> HttpResponseBase:
    """Hand the document over; taken whole for the first time, it is served by that (Art. 26(2) ЗЕУ)."""
    delivery = _delivery(token)
    opener = opener_of(request, delivery)
    if opener is None:
        return redirect("document_open", token)
    if not _can_be_taken(delivery):
        raise Http404
    try:
        content = content_of(delivery.document)
    except Unreadable as reason:
        log.error("delivery.document_unreadable", document=str(delivery.document_id), reason=str(reason))
        return render(request, "delivery/unreadable.html", _shown(delivery), status=503)
    begun_at = clock.now()

    def when_taken() -> None:
        note_download(
            delivery.id,
            size=len(content),
            identified_by=opener.identified_by,
            actor=opener.actor,
            begun_at=begun_at,
        )

    return StreamingHttpResponse(
        handed_over(content, when_taken),
        content_type="application/pdf",
        headers={
            "Content-Disposition": content_disposition_header(
                True, f"{delivery.document.outgoing_number}.pdf"
            ),
            "X-Accel-Buffering": "no",  # what a proxy keeps for itself nobody has taken
        },
    )


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def document_proof(request: VisitorRequest, token: str) -> HttpResponse:
    """Issue the proof of how the document was delivered, and hand it over to the addressee once it is there."""
    delivery = _delivery(token)
    opener = opener_of(request, delivery)
    if opener is None:
        return redirect("document_open", token)
    if request.method == "POST":
        with suppress(NotPossible):
            issue_proof(delivery.id, opener.actor)
        return redirect("document_open", token)
    return proof_response(delivery, opener.actor)


@public
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def document_access_code(request: VisitorRequest, token: str) -> HttpResponse:
    """Ask for the access code of the application, and send a one-time code to the address that it gave."""
    delivery = _opened_by_codes(token)
    form = AccessCodeForm(request.POST or None)
    status = 200
    if form.is_valid():
        with transaction.atomic():
            asked = send_one_time_code(delivery, form.cleaned_data["access_code"], client_address(request))
        if asked.is_sent:
            remember_asked(request, delivery)
            return redirect("document_one_time_code", token)
        form.refuse(asked.refused_until)
        status = TOO_MANY_REQUESTS if asked.refused_until else 200
    context = {"form": form, "delivery": delivery}
    return render(request, "delivery/access_code.html", context, status=status)


@public
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def document_one_time_code(request: VisitorRequest, token: str) -> HttpResponse:
    """Ask for the code that was sent, and open the document to whoever has it."""
    delivery = _opened_by_codes(token)
    if not has_asked(request, delivery):
        return redirect("document_access_code", token)
    form = OneTimeCodeForm(request.POST or None)
    if form.is_valid():
        with transaction.atomic():
            is_right = use_code(delivery, form.cleaned_data["code"])
        if is_right:
            open_by_code(request, delivery)
            return redirect("document_open", token)
        form.refuse()
    return render(request, "delivery/one_time_code.html", {"form": form, "delivery": delivery})


def proof_response(delivery: Delivery, actor: Actor) -> HttpResponse:
    """Hand over the proof that was issued last for a delivery. Raises Http404 where none is there."""
    proof = proof_of(delivery)
    if proof is None or not proof.is_issued:
        raise Http404
    try:
        content = content_of(proof)
    except Unreadable as reason:
        log.error("delivery.document_unreadable", document=str(proof.id), reason=str(reason))
        raise Http404 from None
    record(
        "delivery.proof_downloaded",
        actor=actor,
        subject_kind=SUBJECT,
        subject_id=str(delivery.id),
        about=delivery.addressee_id,
    )
    name = content_disposition_header(True, f"{proof.outgoing_number}.pdf")
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": name or ""})


def _delivery(token: str) -> Delivery:
    delivery = delivery_at(token)
    if delivery is None:
        raise Http404
    return delivery


def _opened_by_codes(token: str) -> Delivery:
    delivery = _delivery(token)
    if delivery.application_id is None or not delivery.is_electronic:
        raise Http404
    return delivery


def _can_be_taken(delivery: Delivery) -> bool:
    """Return whether there is something to take: what goes by post or over a counter only after it is served."""
    return delivery.document.is_issued and (delivery.is_electronic or delivery.is_served)


def _shown(delivery: Delivery) -> dict[str, Any]:
    return {
        "delivery": delivery,
        "document": delivery.document,
        "status": status_of(delivery),
        "policy": policy_named(delivery.policy),
        "can_be_taken": _can_be_taken(delivery),
        "events": told(delivery.events.all()),
        "offers": offers_of(delivery),
        "proof": proof_of(delivery) if delivery.is_served else None,
        "is_service": is_service(delivery),
        "is_late": is_late(delivery),
    }
