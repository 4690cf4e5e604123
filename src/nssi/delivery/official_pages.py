"""The officials' pages of delivery (O-09): what waits for them, each document with its timeline, and what they record."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from nssi.access.guards import official_required
from nssi.access.models import Official
from nssi.access.visitors import OfficialRequest
from nssi.audit import Actor, record
from nssi.delivery.actions.import_postal_list import Taken, import_postal_list
from nssi.delivery.actions.issue_proof import issue_proof
from nssi.delivery.actions.record_posting import record_posting
from nssi.delivery.actions.record_receipt import record_receipt, record_return
from nssi.delivery.actions.record_signature import record_signature
from nssi.delivery.methods import DeliveryMethod
from nssi.delivery.models import Delivery
from nssi.delivery.official_forms import (
    PostalListForm,
    PostingForm,
    ReceiptForm,
    RecordForm,
    ReturnForm,
    SignatureForm,
)
from nssi.delivery.outside import NotPossible, Posting, letters, ways
from nssi.delivery.pages import proof_response
from nssi.delivery.policies import policy_named
from nssi.delivery.postal_list import LARGEST, NotAList, read
from nssi.delivery.proof import proof_of
from nssi.delivery.queries import SEES_TO_DELIVERY, deliveries_of_document, seen_by, unfinished
from nssi.delivery.statuses import status_of
from nssi.delivery.tasks import SUBJECT
from nssi.delivery.telling import told
from nssi.documents.models import IssuedDocument
from nssi.look.typography import size_text

Role = Official.Role
ON_A_PAGE = 50
VIEWED = "delivery.viewed"

RECORDED = gettext_lazy("Записано е.")
NOT_POSSIBLE = gettext_lazy("Междувременно документът е връчен или вече не чака това. Нищо не е записано.")


@dataclass(frozen=True)
class Act:
    """Something that an official records about a delivery: its words, its form, and how it is recorded."""

    title: str | Promise
    form: type[RecordForm]
    record: Callable[[Delivery, dict[str, Any], Actor], Any]
    is_offered: Callable[[Delivery], bool]


def _sign(delivery: Delivery, said: dict[str, Any], actor: Actor) -> None:
    record_signature(delivery.id, on=said["on"], signed_by=said["signed_by"], official=actor)


def _post(delivery: Delivery, said: dict[str, Any], actor: Actor) -> None:
    posting = Posting(said["item"], said["on"], said.get("address") or delivery.destination)
    record_posting(delivery.id, posting, actor)


def _receive(delivery: Delivery, said: dict[str, Any], actor: Actor) -> None:
    record_receipt(delivery.id, said["item"], on=said["on"], official=actor)


def _return(delivery: Delivery, said: dict[str, Any], actor: Actor) -> None:
    record_return(delivery.id, said["item"], on=said["on"], reason=said["reason"], official=actor)


def _has_letters(delivery: Delivery) -> bool:
    return not delivery.is_served and bool(letters(delivery))


ACTS = {
    "podpis": Act(
        gettext_lazy("Връчване на гише"),
        SignatureForm,
        _sign,
        lambda each: DeliveryMethod.COUNTER in ways(each),
    ),
    "poshta": Act(
        gettext_lazy("Предаване на пощата"),
        PostingForm,
        _post,
        lambda each: DeliveryMethod.POST in ways(each),
    ),
    "razpiska": Act(gettext_lazy("Обратна разписка"), ReceiptForm, _receive, _has_letters),
    "varnata": Act(gettext_lazy("Върната пратка"), ReturnForm, _return, _has_letters),
}
"""What can be recorded, by the last part of its address."""


@official_required(*SEES_TO_DELIVERY)
@never_cache
@require_safe
def delivery_queue(request: OfficialRequest) -> HttpResponse:
    """Show the documents of the official's own body that wait for somebody to deliver them."""
    page = Paginator(unfinished(request.official), ON_A_PAGE).get_page(request.GET.get("stranitsa"))
    listed = [{"delivery": each, "status": status_of(each)} for each in page]
    return render(request, "delivery/queue.html", {"page": page, "documents": listed})


@official_required(*SEES_TO_DELIVERY)
@never_cache
@require_safe
def document_delivery(request: OfficialRequest, document_id: UUID) -> HttpResponse:
    """Show how a document was delivered: way, days, timeline, and what can be recorded (O-09)."""
    document = get_object_or_404(IssuedDocument.objects.select_related("body"), id=document_id)
    found = deliveries_of_document(document, request.official)
    if not found:
        raise Http404
    for each in found:
        record(
            VIEWED,
            actor=Actor.official(request.official.pk),
            subject_kind=SUBJECT,
            subject_id=str(each.id),
            about=each.addressee_id,
        )
    context = {"document": document, "deliveries": [_shown(each) for each in found]}
    return render(request, "delivery/document_delivery.html", context)


@official_required(*SEES_TO_DELIVERY)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def delivery_record(request: OfficialRequest, delivery_id: UUID, act: str) -> HttpResponse:
    """Record one thing that happened to a document outside the portal."""
    known = ACTS.get(act)
    delivery = get_object_or_404(seen_by(request.official).select_related("document"), id=delivery_id)
    if known is None:
        raise Http404
    if not known.is_offered(delivery):
        messages.success(request, str(NOT_POSSIBLE))
        return redirect("document_delivery", delivery.document_id)
    form = known.form(request.POST or None, delivery=delivery)
    if form.is_valid():
        try:
            known.record(delivery, form.cleaned_data, Actor.official(request.official.pk))
        except NotPossible:
            messages.success(request, str(NOT_POSSIBLE))
        else:
            messages.success(request, str(RECORDED))
        return redirect("document_delivery", delivery.document_id)
    return render(request, "delivery/record.html", {"form": form, "act": known, "delivery": delivery})


@official_required(*SEES_TO_DELIVERY)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def delivery_proof(request: OfficialRequest, delivery_id: UUID) -> HttpResponse:
    """Issue the proof of how a document was delivered, and hand it over once it is there."""
    delivery = get_object_or_404(seen_by(request.official), id=delivery_id)
    actor = Actor.official(request.official.pk)
    if request.method == "POST":
        try:
            issue_proof(delivery.id, actor)
        except NotPossible:
            messages.success(request, str(NOT_POSSIBLE))
        return redirect("document_delivery", delivery.document_id)
    return proof_response(delivery, actor)


@official_required(Role.CLERK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def postal_list(request: OfficialRequest) -> HttpResponse:
    """Take in the list of the postal operator, and say which lines were not taken, and why."""
    form, taken = PostalListForm(), None
    if request.method == "POST":
        form = PostalListForm(request.POST, request.FILES)
        if form.is_valid():
            taken = _take_in(form, request.official)
    return render(request, "delivery/postal_list.html", {"form": form, "taken": taken})


def _take_in(form: PostalListForm, official: Official) -> Taken | None:
    file = form.cleaned_data["file"]
    if file.size > LARGEST:
        form.add_error(
            "file", _("Файлът е по-голям от %(size)s. Разделете го.") % {"size": size_text(LARGEST)}
        )
        return None
    try:
        return import_postal_list(list(read(file.read())), official)
    except NotAList as reason:
        form.add_error("file", str(reason))
        return None


def _what_next(delivery: Delivery) -> str:
    """Return what the official should do now, in words; empty where nothing."""
    policy = policy_named(delivery.policy)
    match delivery.state:
        case Delivery.State.NOT_FETCHED if policy.late_download_serves:
            return _("Неизтеглен в срок. Изпратете го по пощата с обратна разписка.")
        case Delivery.State.NOT_FETCHED:
            how = f" ({policy.otherwise})" if policy.otherwise else ""
            return _("Неизтеглен – връчете по %(article)s%(how)s.") % {"article": policy.article, "how": how}
        case Delivery.State.UNDELIVERED if delivery.is_electronic:
            return _(
                "Съобщението не е доставено до адреса. Свържете се с лицето и връчете документа по друг начин."
            )
        case Delivery.State.UNDELIVERED:
            return _("Пратката е върната. Изпратете документа отново или го връчете на гише.")
    return ""


_number = attrgetter("number")


def _shown(delivery: Delivery) -> dict[str, Any]:
    events = list(delivery.events.all())
    proof = proof_of(delivery)
    return {
        "delivery": delivery,
        "status": status_of(delivery),
        "what_next": _what_next(delivery),
        "acts": [
            {"name": name, "title": act.title} for name, act in ACTS.items() if act.is_offered(delivery)
        ],
        "can_be_proved": delivery.state in (Delivery.State.SERVED, Delivery.State.NOT_FETCHED),
        "proof": proof,
        "proof_is_old": proof is not None and proof.data["chain"] != max(events, key=_number).hash,
        "events": told(events, with_officials=True),
    }
