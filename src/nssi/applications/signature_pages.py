"""The pages on which a person signs the form itself with a QES before filing it (C-22), and takes the signed one afterwards.

It is signed on a computer, with a file that is taken and brought back, or on the phone, which a job has it sent to.
"""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nssi.access.guards import person_required
from nssi.access.throttle import too_many_tries
from nssi.access.visitors import PersonRequest
from nssi.applications.actions.begin_phone_signature import TooManyForms, begin_phone_signature
from nssi.applications.actions.file_application import DraftIncomplete
from nssi.applications.actions.hand_out_form import hand_out_form
from nssi.applications.actions.stop_phone_signature import stop_phone_signature
from nssi.applications.actions.take_signed_form import check_signed_form_again, take_signed_form
from nssi.applications.drafts import DraftGone
from nssi.applications.models import ApplicationSignature, Draft, FormSignature
from nssi.applications.pages import form_service
from nssi.applications.phone_signatures import CHANGED, STOPPED, name_on_the_phone
from nssi.applications.phone_signatures import NOT_ACCEPTED as PHONE_NOT_ACCEPTED
from nssi.applications.phone_signatures import REFUSALS as OF_THE_PHONE
from nssi.applications.queries import draft_of, journey_of
from nssi.applications.services import AdministrativeService
from nssi.applications.signatures import ISSUER_SILENT, NOT_ACCEPTED, REFUSALS, signature_of
from nssi.attachments.actions.take_in_file import FileRefused
from nssi.audit import Actor, record
from nssi.look.forms import ErrorEntry

State = FormSignature.State
_FIELD, _PHONE = "id_signed", "id_phone"
_NOTICES = frozenset({CHANGED, STOPPED})
"""What is no error: it is said, and nothing has to be put right."""

_OUTDATED = gettext_lazy(
    "Заявлението е променено, след като го взехте за подписване. Подпис върху предишното не важи: подпишете го отново."
)
TOO_MANY_REQUESTS = 429


@dataclass(frozen=True)
class Place:
    """A complete draft, and how its signing stands; `is_outdated`: what was signed, or is to be, was the draft before it changed."""

    of: AdministrativeService
    draft: Draft
    signature: FormSignature | None
    is_outdated: bool

    @property
    def path(self) -> str:
        return reverse("application_signature", args=[self.of.slug])


@person_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def application_signature(request: PersonRequest, slug: str) -> HttpResponse:
    """Show how a form is signed and how its signing stands; take the signed form."""
    place = _place(request, slug)
    if place is None:
        return redirect("application_submit", slug)
    if request.method != "POST":
        return _show(request, place)
    try:
        return _take(request, place)
    except DraftGone:
        return redirect(place.path)


def _take(request: PersonRequest, place: Place) -> HttpResponse:
    if place.signature is None:
        return _show(request, place, _("Първо изтеглете заявлението за подписване."))
    if "again" in request.POST or "stop" in request.POST:
        act = check_signed_form_again if "again" in request.POST else stop_phone_signature
        act(place.signature.pk, request.person)
        return redirect(place.path)
    upload = request.FILES.get("signed")
    if upload is None:
        return _show(request, place, _("Изберете подписания файл"))
    try:
        take_signed_form(place.signature.pk, request.person, upload, upload.name or "")
    except FileRefused as refusal:
        return _show(request, place, refusal.finding.text)
    return redirect(place.path)


@person_required
@never_cache
@require_POST
def form_to_sign(request: PersonRequest, slug: str) -> HttpResponse:
    """Hand out the form of the person's draft as PDF, to be signed."""
    of = form_service(slug)
    draft = draft_of(request.person, of)
    try:
        if draft is None:
            raise DraftGone
        form = bytes(hand_out_form(draft.pk, request.person, of).form)
    except (DraftGone, DraftIncomplete):
        return redirect("application_submit", slug)
    name = content_disposition_header(True, _("Заявление за подписване.pdf"))
    return HttpResponse(form, content_type="application/pdf", headers={"Content-Disposition": name or ""})


@person_required
@never_cache
@require_POST
def form_to_phone(request: PersonRequest, slug: str) -> HttpResponse:
    """Have the form of the person's draft sent to their phone, to be signed there."""
    place = _place(request, slug)
    if place is None:
        return redirect("application_submit", slug)
    try:
        begin_phone_signature(place.draft.pk, request.person, place.of)
    except TooManyForms as refusal:
        return _show(request, place, too_many_tries(refusal.until), _PHONE, TOO_MANY_REQUESTS)
    except (DraftGone, DraftIncomplete):
        return redirect("application_submit", slug)
    return redirect(place.path)


@person_required
@never_cache
@require_safe
def application_signature_status(request: PersonRequest, slug: str) -> HttpResponse:
    """Answer a poll: nothing while the phone is waited for or the signed form checked, else the page that says what was found."""
    place = _place(request, slug)
    if not request.headers.get("HX-Request"):
        return redirect("application_signature", slug)
    if place and place.signature and place.signature.state in {State.ON_PHONE, State.PRESENTED}:
        return HttpResponse(status=204)
    return HttpResponse(headers={"HX-Redirect": reverse("application_signature", args=[slug])})


@person_required
@require_safe
def signed_application(request: PersonRequest, application_id: UUID) -> FileResponse:
    """Hand over the form as the person signed it, of an application of their own."""
    mine = ApplicationSignature.objects.filter(application__person=request.person).select_related("signed")
    signed = get_object_or_404(mine, application=application_id).signed
    if signed.state == signed.State.INFECTED:
        raise Http404
    record(
        "applications.signed_form_downloaded",
        actor=Actor.person(request.person.id),
        subject_kind="application",
        subject_id=str(application_id),
    )
    return FileResponse(
        signed.open(), as_attachment=True, filename=signed.name, content_type="application/pdf"
    )


def _place(request: PersonRequest, slug: str) -> Place | None:
    """Return where the person is; None where their draft is not complete."""
    of = form_service(slug)
    draft = draft_of(request.person, of)
    if draft is None:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        journey = journey_of(draft, of, request.person)
        if not journey.is_complete:
            return None
        signature = signature_of(draft, journey)
    is_outdated = signature is None and FormSignature.objects.filter(draft=draft).exists()
    return Place(of, draft, signature, is_outdated)


def _show(
    request: PersonRequest, place: Place, error: str = "", target: str = _FIELD, status: int = 200
) -> HttpResponse:
    signature = place.signature
    refusal = signature.refusal if signature else ""
    notice = OF_THE_PHONE[refusal] if refusal in _NOTICES else _OUTDATED if place.is_outdated else ""
    if signature and refusal and not notice and not error:
        is_by_phone = signature.state == State.HANDED_OUT or signature.came_by_phone
        error, target = _said_of(refusal, is_by_phone), _PHONE if is_by_phone else _FIELD
    context = {
        "service": place.of,
        "draft": place.draft,
        "state": signature.state if signature else "",
        "signature": signature,
        "name_on_the_phone": name_on_the_phone(signature)
        if signature and signature.state == State.ON_PHONE
        else "",
        "app_name": settings.SIGNING_APP_NAME,
        "is_silent": refusal == ISSUER_SILENT,
        "notice": notice,
        "error_entries": [ErrorEntry(error, target)] if error else [],
        "wrong": target if error else "",
    }
    return render(request, "applications/sign.html", context, status=status)


def _said_of(refusal: str, is_by_phone: bool) -> str:
    if is_by_phone:
        return str(OF_THE_PHONE.get(refusal, OF_THE_PHONE[PHONE_NOT_ACCEPTED]))
    return str(REFUSALS.get(refusal, NOT_ACCEPTED))
