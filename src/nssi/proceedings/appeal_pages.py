"""The pages of appeals: filed from a document's page, entered at the counter, decided by the head of the local office."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from nssi.access.guards import official_required, person_required
from nssi.access.visitors import OfficialRequest, PersonRequest
from nssi.applications.models import IdentifiedBy
from nssi.audit import Actor, record
from nssi.delivery.models import Delivery
from nssi.delivery.queries import delivery_at
from nssi.documents.actions.preview_document import preview
from nssi.documents.rendering import RenderingError
from nssi.foundation import clock
from nssi.look.forms import ErrorEntry
from nssi.proceedings.actions.decide_appeal import decide_appeal, decision_data, why_not_decide
from nssi.proceedings.actions.file_appeal import file_appeal
from nssi.proceedings.appeal_forms import AppealDecisionForm, AppealForm, ReceivedAppealForm
from nssi.proceedings.appeals import APPEAL, can_be_appealed, decision_due, last_day_to_appeal
from nssi.proceedings.guards import Case, case_page
from nssi.proceedings.letters import APPEAL_DECISION
from nssi.proceedings.models import SUBJECT, Appeal
from nssi.proceedings.pages import NOT_DRAWN, as_preview
from nssi.proceedings.rights import ActRefused, Standing

MOST_DECIDED = 20


@person_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def appeal_file(request: PersonRequest, token: str) -> HttpResponse:
    """Ask why the person appeals an order of theirs, and file the appeal."""
    delivery = delivery_at(token)
    if delivery is None or not can_be_appealed(delivery.document):
        raise Http404
    if delivery.addressee_id != request.person.pk:
        raise PermissionDenied
    form = AppealForm(request.POST or None)
    context: dict[str, Any] = {"delivery": delivery, "form": form, "last": last_day_to_appeal(delivery)}
    if form.is_valid():
        by = IdentifiedBy(request.identification)
        try:
            appeal = file_appeal(delivery.id, request.person, form.cleaned_data["grounds"], by)
        except ActRefused as refusal:
            context["error_entries"] = [ErrorEntry(str(refusal), "main-content")]
        else:
            said = _("Жалбата е заведена с входящ номер %(uid)s.") % {"uid": appeal.registry_uid}
            messages.success(request, said)
            return redirect("document_open", token)
    return render(request, "proceedings/appeal_file.html", context)


@case_page("GET", "POST")
def appeal_enter(case: Case, document_id: UUID) -> HttpResponse:
    """Enter an appeal that came on paper or by e-mail."""
    issued = Delivery.objects.select_related("document").filter(
        document__subject_kind=SUBJECT, document__subject_id=str(case.proceeding.pk)
    )
    delivery = get_object_or_404(issued, document=document_id, addressee=case.proceeding.person_id)
    if not can_be_appealed(delivery.document):
        raise Http404
    form = ReceivedAppealForm(case.request.POST or None)
    context: dict[str, Any] = {
        "form": form,
        "heading": _("Впишете жалба срещу %(number)s") % {"number": delivery.document.outgoing_number},
        "button": _("Заведи жалбата"),
    }
    if form.is_valid():
        channel = IdentifiedBy(form.cleaned_data["channel"])
        grounds = form.cleaned_data["grounds"]
        try:
            appeal = file_appeal(delivery.id, case.person, grounds, channel, case.request.official)
        except ActRefused as refusal:
            context["error_entries"] = [ErrorEntry(str(refusal), "main-content")]
        else:
            said = _("Жалбата е заведена с входящ номер %(uid)s.") % {"uid": appeal.registry_uid}
            messages.success(case.request, said)
            return redirect("proceeding_correspondence", case.proceeding.pk)
    return case.page("proceedings/form.html", **context)


@official_required()
@never_cache
@require_safe
def appeals(request: OfficialRequest) -> HttpResponse:
    """Show the appeals of the local office: those that wait for its head, the most urgent first, and the last decided."""
    of_body = Appeal.objects.filter(body=request.official.competent_body_id).select_related(
        "document", "proceeding__body"
    )
    waiting = [
        (each, decision_due(each)) for each in of_body.filter(decided_at=None) if _is_shown(each, request)
    ]
    context = {
        "waiting": sorted(waiting, key=lambda pair: pair[1]),
        "decided": [
            each
            for each in of_body.filter(decided_at__isnull=False).order_by("-decided_at")[:MOST_DECIDED]
            if _is_shown(each, request)
        ],
        "today": clock.today(),
    }
    return render(request, "proceedings/appeals.html", context)


@official_required()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: OfficialRequest, appeal_id: UUID) -> HttpResponse:
    """Show an appeal, and let the head decide it."""
    found = get_object_or_404(
        Appeal.objects.select_related(
            "document", "proceeding__body", "person", "body", "decided_by", "decision"
        ),
        pk=appeal_id,
        body=request.official.competent_body_id,
    )
    if not _is_shown(found, request):
        raise PermissionDenied
    record(
        "proceedings.appeal_looked",
        actor=Actor.official(request.official.pk),
        subject_kind=APPEAL,
        subject_id=str(found.pk),
        about=found.person_id,
    )
    why_not = why_not_decide(found, request.official)
    form = AppealDecisionForm(request.POST or None)
    context: dict[str, Any] = {"appeal": found, "due": decision_due(found), "form": form, "why_not": why_not}
    if not why_not and form.is_valid():
        outcome = Appeal.Outcome(form.cleaned_data["outcome"])
        reasons = form.cleaned_data["reasons"]
        if "preview" in request.POST:
            found.outcome, found.reasons, found.decided_by = outcome, reasons, request.official
            try:
                return as_preview(preview(APPEAL_DECISION, decision_data(found), body=found.body))
            except RenderingError:
                context["error_entries"] = [ErrorEntry(str(NOT_DRAWN), "main-content")]
            return render(request, "proceedings/appeal.html", context)
        try:
            decide_appeal(found.pk, request.official, outcome, reasons)
        except ActRefused as refusal:
            context["error_entries"] = [ErrorEntry(str(refusal), "main-content")]
        else:
            messages.success(request, _("Решението е издадено и се изпраща на лицето."))
            return redirect("appeal", found.pk)
    return render(request, "proceedings/appeal.html", context)


def _is_shown(appeal: Appeal, request: OfficialRequest) -> bool:
    """Say whether the official has any business with the proceeding that the appeal is about."""
    return not Standing(appeal.proceeding, request.official).foreign
