"""The clerk's pages of PIKs (O-14): who came, the certificate for the envelope, the handing over, an annulment."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nssi.access.guards import official_required
from nssi.access.models import Official
from nssi.access.queries import active_pik
from nssi.access.visitors import OfficialRequest
from nssi.attachments.actions.take_in_file import FileRefused
from nssi.attachments.models import Attachment
from nssi.audit import Actor, record_look
from nssi.documents.rendering import RenderingError
from nssi.foundation import clock
from nssi.people.identifiers import mask
from nssi.people.queries import find_person
from nssi.pik.actions.annul_pik_of import annul_pik_of
from nssi.pik.actions.draw_certificate import NotToBeDrawn, draw_certificate
from nssi.pik.actions.hand_over_certificate import discard, hand_over
from nssi.pik.actions.prepare_counter_issue import NotServedHere, prepare_counter_issue
from nssi.pik.counter_forms import CounterAnnulForm, CounterIssueForm
from nssi.pik.models import PikIssue
from nssi.pik.requests import waiting_requests

ISSUES = (Official.Role.CLERK,)
_CAME = "contact"
"""Why an official looks at a person's data here: they have come."""

HANDED_OVER = _("Предаването е записано.")
DISCARDED = _("Издаването е отказано. Отпечатаният код няма да важи.")
PRINTED_ALREADY = _("Удостоверението вече е отпечатано. Ако листът е повреден, отпечатайте нов.")
NOT_PRINTED = _("Удостоверението не беше изготвено и нищо не е издадено. Опитайте отново.")
ANNULLED = _("ПИК е анулиран.")
NOTHING_TO_ANNUL = _("Лицето няма ПИК, който да важи.")
NOT_SERVED = _("На това лице не може да се издаде ПИК. Проверете номера.")


@official_required(*ISSUES)
@never_cache
@require_safe
def pik_counter(request: OfficialRequest) -> HttpResponse:
    """Show what the office issues today, what is not finished first (O-14)."""
    since = clock.local(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    today = PikIssue.objects.filter(
        way=PikIssue.Way.COUNTER, body=request.official.competent_body, created_at__gte=since
    )
    issues = today.select_related("person", "outreach_office", "body").order_by("-created_at")
    context = {"issues": issues, "requests": waiting_requests(request.official)}
    return render(request, "pik/counter.html", context)


@official_required(*ISSUES)
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def pik_counter_new(request: OfficialRequest) -> HttpResponse:
    """Ask who is at the counter and on what ground (O-14)."""
    form = CounterIssueForm(request.official, request.POST or None, request.FILES or None)
    if form.is_valid() and form.person_number:
        try:
            issue = prepare_counter_issue(
                request.official,
                form.person_number,
                form.names,
                email=form.cleaned_data["email"],
                outreach_office=form.outreach_office,
                deed=form.deed,
            )
        except NotServedHere:
            form.add_error("number", NOT_SERVED)
        except FileRefused as refused:
            form.add_error("copy", refused.finding.text)
        else:
            return redirect("pik_counter_issue", issue.pk)
    return render(request, "pik/counter_new.html", {"form": form})


@official_required(*ISSUES)
@never_cache
@require_safe
def pik_counter_issue(request: OfficialRequest, issue_id: UUID) -> HttpResponse:
    """Show one issue: for whom, by whom, and what comes next (O-14)."""
    issue = _issue(request, issue_id)
    record_look(request.official.pk, issue.person_id, _CAME)
    context = {
        "issue": issue,
        "number": mask(issue.person.identifiers.get(kind=issue.number_kind).number),
        "older": None if issue.state == PikIssue.State.ACTIVATED else active_pik(issue.person_id),
    }
    return render(request, "pik/counter_issue.html", context)


@official_required(*ISSUES)
@never_cache
@require_POST
def pik_counter_print(request: OfficialRequest, issue_id: UUID) -> HttpResponse:
    """Hand the certificate over to the printer, once."""
    _issue(request, issue_id)
    said = request.POST.get("sheets", "")
    try:
        if not said.isascii() or not said.isdigit():
            raise NotToBeDrawn
        actor = Actor.official(request.official.pk)
        sheet = draw_certificate(issue_id, actor, sheets=int(said[:4]), official=request.official)
    except NotToBeDrawn:
        messages.info(request, str(PRINTED_ALREADY))
        return redirect("pik_counter_issue", issue_id)
    except RenderingError:
        messages.error(request, str(NOT_PRINTED))
        return redirect("pik_counter_issue", issue_id)
    return HttpResponse(
        sheet.content,
        content_type="application/pdf",
        headers={"Content-Disposition": 'attachment; filename="udostoverenie-pik.pdf"'},
    )


@official_required(*ISSUES)
@require_POST
def pik_counter_hand_over(request: OfficialRequest, issue_id: UUID) -> HttpResponse:
    """Note that the envelope was handed over against signature."""
    _issue(request, issue_id)
    if hand_over(issue_id, Actor.official(request.official.pk)).handed_over_at:
        messages.success(request, str(HANDED_OVER))
    return redirect("pik_counter_issue", issue_id)


@official_required(*ISSUES)
@require_POST
def pik_counter_discard(request: OfficialRequest, issue_id: UUID) -> HttpResponse:
    """Give an issue up before it is handed over."""
    _issue(request, issue_id)
    discard(issue_id, Actor.official(request.official.pk))
    messages.success(request, str(DISCARDED))
    return redirect("pik_counter")


@official_required(*ISSUES)
@never_cache
@require_safe
def pik_counter_deed(request: OfficialRequest, issue_id: UUID) -> FileResponse:
    """Hand over the copy of the power of attorney, once it was searched for viruses."""
    issue = _issue(request, issue_id)
    copy = issue.power_of_attorney
    if copy is None or copy.state != Attachment.State.CLEAN:
        raise Http404
    record_look(request.official.pk, issue.person_id, _CAME)
    return FileResponse(copy.open(), as_attachment=True, filename=copy.name)


@official_required(*ISSUES)
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def pik_counter_annul(request: OfficialRequest) -> HttpResponse:
    """Annul a PIK because its owner, who stands at the counter, asks for it."""
    form = CounterAnnulForm(request.POST or None)
    if form.is_valid() and (number := form.person_number):
        person = find_person(number.kind, number.number)
        if person and annul_pik_of(person, Actor.official(request.official.pk)):
            messages.success(request, str(ANNULLED))
            return redirect("pik_counter")
        form.add_error("number", NOTHING_TO_ANNUL)
    context: dict[str, Any] = {"form": form}
    return render(request, "pik/counter_annul.html", context)


def _issue(request: OfficialRequest, issue_id: UUID) -> PikIssue:
    """The issue, where it is one of the official's own office."""
    return get_object_or_404(
        PikIssue.objects.select_related(
            "person",
            "body",
            "outreach_office",
            "representation__representative",
            "power_of_attorney",
            "credential",
        ),
        pk=issue_id,
        way=PikIssue.Way.COUNTER,
        body=request.official.competent_body,
    )
