"""The pages of the wizard, from the first question to the УРИ (§1.4 of the screens: C-10…C-23)."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from nssi.applications.actions.file_application import (
    DraftIncomplete,
    SignatureGone,
    file_application,
)
from nssi.applications.actions.file_page import file_page
from nssi.applications.actions.save_answers import DraftChanged, save_answers
from nssi.applications.actions.start_draft import start_draft
from nssi.applications.assistance import (
    ApplicantRequest,
    applicant_required,
    frame_of,
    official_who_assists,
    qes_where_asked,
    way_out,
)
from nssi.applications.documents import documents_shown, marks_of, take_changes, unsettled
from nssi.applications.drafts import DraftGone
from nssi.applications.entries import EntriesForm
from nssi.applications.forms import StepForm, typed_into
from nssi.applications.models import Application, Draft, IdentifiedBy
from nssi.applications.pauses import ServicePaused, paused_page, sent_unless_paused, shown_unless_paused
from nssi.applications.queries import code_of, draft_of, filed_today, journey_of, unbegun, what_follows
from nssi.applications.second_filing import SecondFilingRefused
from nssi.applications.services import AdministrativeService, service
from nssi.applications.signatures import is_being_signed
from nssi.applications.steps import Kind, Step, Typed
from nssi.applications.wizard import Journey, Stop
from nssi.attachments.actions.take_in_file import FileRefused
from nssi.attachments.verdict import LARGEST_SUBMISSION
from nssi.look.forms import ErrorEntry

CHANGED_ELSEWHERE = gettext_lazy(
    "Черновата е променена в друг прозорец. Проверете отговорите на тази страница и ги запазете отново."
)
SAVED = gettext_lazy("Черновата е запазена. Ще я намерите тук 30\u00a0дни.")

SIGN_AGAIN = gettext_lazy(
    "Заявлението е променено след подписването. Подпишете го отново или го подайте без този подпис."
)

CHECK_SLUG = "proverka"
FROM_CHECK = f"?ot={CHECK_SLUG}"
"""Ends the address of a step that was opened from the page of checking, and leads back to it."""

LONGEST_UNFINISHED = 20_000
"""How many characters of an unfinished page are kept with „Запази и излез“."""


@dataclass(frozen=True)
class Place:
    """Where a request stands: which service, which draft, how far it is, at which step."""

    request: ApplicantRequest
    of: AdministrativeService
    draft: Draft
    journey: Journey
    stop: Stop

    @property
    def from_check(self) -> bool:
        return self.request.GET.get("ot") == CHECK_SLUG


@applicant_required
@require_safe
@shown_unless_paused
@qes_where_asked
def application_start(request: ApplicantRequest, slug: str) -> HttpResponse:
    """Lead to where the person's draft stands, or to the first page of the form."""
    of = form_service(slug)
    draft = _draft(request, of)
    return redirect(_furthest(of, journey_of(draft, of, request.person)))


@applicant_required
@require_http_methods(["GET", "HEAD", "POST"])
@sent_unless_paused
@qes_where_asked
def application_step(request: ApplicantRequest, slug: str, step: str) -> HttpResponse:
    """Show one step of the form, or save what was typed into it (C-10…C-21)."""
    of = form_service(slug)
    draft = _draft(request, of)
    journey = journey_of(draft, of, request.person)
    stop = journey.find(step)
    if all(step != each.slug for each in journey.form.steps):
        raise Http404
    if request.method == "POST" and draft.is_unbegun and stop is not journey.stops[0]:
        return _draft_gone(request, of)
    if stop is None or not journey.may_visit(stop):
        return redirect(_furthest(of, journey))
    place = Place(request, of, draft, journey, stop)
    if request.method != "POST":
        return _show(place, stop.form)
    try:
        if journey.form.at_once:
            return _file_page(place)
        return _save_documents(place) if stop.step.kind is Kind.DOCUMENTS else _save(place)
    except DraftGone:
        return _draft_gone(request, of)
    except ServicePaused as pause:
        return paused_page(request, of, pause)


@applicant_required
@require_http_methods(["GET", "HEAD", "POST"])
@shown_unless_paused
@qes_where_asked
def application_submit(request: ApplicantRequest, slug: str) -> HttpResponse:
    """Show what filing means, or file the application (C-22)."""
    of = form_service(slug)
    if request.method == "POST":
        return _file(request, of)
    draft = _draft(request, of)
    journey = journey_of(draft, of, request.person)
    if not journey.is_complete or journey.form.at_once:
        return redirect(_furthest(of, journey))
    return _show_submit(request, of, draft)


@applicant_required
@require_safe
def application_filed(request: ApplicantRequest, slug: str) -> HttpResponse:
    """Show the УРИ and the access code of the person's application; a reload shows the same (C-23)."""
    of = form_service(slug)
    mine = Application.objects.filter(person=request.person, service=of.slug).select_related(
        "competent_body", "document", "registration_letter"
    )
    application = get_object_or_404(mine, id=_uuid(request.GET.get("zayavlenie", "")))
    return render(
        request,
        "applications/filed.html",
        {
            "frame": frame_of(request),
            "service": of,
            "application": application,
            "access_code": code_of(application),
            "after_filing": what_follows(application),
            "status_address": settings.PUBLIC_URL + reverse("application_status_lookup"),
        },
    )


def form_service(slug: str) -> AdministrativeService:
    """Return the service with this slug that has a form. Raises Http404."""
    of = service(slug)
    if of is None or not of.forms:
        raise Http404
    return of


def _step_path(of: AdministrativeService, step: Step) -> str:
    return reverse("application_step", args=[of.slug, step.slug])


def _furthest(of: AdministrativeService, journey: Journey) -> str:
    if journey.form.at_once:
        return _step_path(of, journey.form.steps[0])
    if journey.next_open is None:
        return reverse("application_submit", args=[of.slug])
    return _step_path(of, journey.next_open.step)


def _draft(request: ApplicantRequest, of: AdministrativeService) -> Draft:
    """Return the draft that this browser fills in, or one that is nowhere yet."""
    by = official_who_assists(request)
    return draft_of(request.person, of, by) or unbegun(request.person, of)


def _uuid(text: str) -> UUID:
    """Return the id that a page sent; one that nothing has where the text is no id."""
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def _show(place: Place, form: StepForm, errors: list[ErrorEntry] | None = None) -> HttpResponse:
    of, journey, stop = place.of, place.journey, place.stop
    before = journey.before(stop)
    if place.from_check:
        back = reverse("application_step", args=[of.slug, CHECK_SLUG])
    elif before is not None:
        back = _step_path(of, before.step)
    else:
        back = reverse("service_detail", args=[of.slug])
    context: dict[str, Any] = {
        "frame": frame_of(place.request),
        "service": of,
        "step": stop.step,
        "number": journey.number_of(stop),
        "length": journey.length,
        "back": back,
        "form": form,
        "draft": place.draft,
        "revision": place.draft.revision,
        "replaces": place.draft.replaces,
    }
    if errors is not None:
        context["error_entries"] = errors
    if before is None:
        context["filed_today"] = filed_today(place.request.person, of)
    if stop.step.kind is Kind.DOCUMENTS:
        context |= documents_shown(of, stop.step.slug, place.draft, journey, errors or [])
    if stop.step.kind is Kind.CHECK:
        context |= {
            "sections": _sections_shown(of, journey),
            "size": journey.size,
            "limit": LARGEST_SUBMISSION,
            "marks": marks_of(journey),
        }
    return render(place.request, stop.step.template, context)


def _sections_shown(of: AdministrativeService, journey: Journey) -> list[dict[str, Any]]:
    return [
        {
            "title": section.step.title,
            "rows": [
                {
                    "key": row.key,
                    "value": row.value,
                    "change_url": "" if row.fixed else _step_path(of, section.step) + FROM_CHECK,
                }
                for row in section.rows
            ],
        }
        for section in journey.sections
    ]


def _save(place: Place) -> HttpResponse:
    """Keep what was typed and lead on, or show the page again with what must be put right."""
    post, stop = place.request.POST, place.stop
    typed = typed_into(type(stop.form), post)
    form = type(stop.form)(
        post, person=place.request.person, answers=stop.form.answers, assisted=stop.form.assisted
    )
    is_short = sum(len(text) for texts in typed.values() for text in texts) <= LONGEST_UNFINISHED
    if isinstance(form, EntriesForm) and is_short and ("add" in post or "drop" in post):
        return _rearrange(place, form, typed)
    leaves = "leave" in post and is_short
    if not leaves and not form.is_valid():
        return _show(place, form)
    try:
        draft = _keep(place, typed)
    except DraftChanged:
        form.full_clean()
        return _show(place, form, [ErrorEntry(str(CHANGED_ELSEWHERE), "main-content"), *form.error_entries])
    return _lead_on(place, draft)


def _rearrange(place: Place, form: EntriesForm, typed: Typed) -> HttpResponse:
    """Keep what was typed with one more entry or one less, and show the page again."""
    try:
        _keep(place, form.rearranged(typed))
    except DraftChanged:
        return _show(place, form, [ErrorEntry(str(CHANGED_ELSEWHERE), "main-content")])
    return redirect(place.request.get_full_path())


def _save_documents(place: Place) -> HttpResponse:
    """Do what was asked with files, then lead on where that was asked."""
    request = place.request
    errors = take_changes(request, place.of, place.draft, place.journey)
    journey = journey_of(place.draft, place.of, request.person)
    goes_on = "continue" in request.POST
    if goes_on:
        errors += unsettled(place.draft, journey)
    if errors:
        stop = journey.find(place.stop.step.slug) or place.stop
        return _show(Place(request, place.of, place.draft, journey, stop), stop.form, errors)
    if goes_on or "leave" in request.POST:
        return _lead_on(place, _keep(place, {}))
    return redirect(request.get_full_path())


def _keep(place: Place, typed: dict[str, list[str]]) -> Draft:
    revision = place.request.POST.get("revision", "")
    with transaction.atomic():
        draft = (
            start_draft(place.of, place.request.person, official_who_assists(place.request))
            if place.draft.is_unbegun
            else place.draft
        )
        return save_answers(
            draft.id,
            place.request.person,
            place.of,
            place.stop.step,
            typed,
            int(revision) if revision.isascii() and revision.isdigit() and len(revision) < 10 else -1,
        )


def _lead_on(place: Place, draft: Draft) -> HttpResponse:
    if "leave" in place.request.POST:
        messages.success(place.request, str(SAVED))
        return redirect(way_out(place.request))
    journey = journey_of(draft, place.of, place.request.person)
    if place.from_check:
        is_back = journey.next_open is None or journey.next_open.step.kind is Kind.CHECK
        return redirect(_furthest(place.of, journey) + ("" if is_back else FROM_CHECK))
    stop = journey.find(place.stop.step.slug)
    following = journey.after(stop) if stop is not None else None
    return redirect(_step_path(place.of, following.step) if following else _furthest(place.of, journey))


def _show_submit(
    request: ApplicantRequest, of: AdministrativeService, draft: Draft, errors: tuple[ErrorEntry, ...] = ()
) -> HttpResponse:
    return render(
        request,
        "applications/submit.html",
        {
            "frame": frame_of(request),
            "way_out": way_out(request),
            "service": of,
            "draft": draft,
            "length": len(of.form_of(draft.form_version).steps) + 1,
            "back": reverse("application_step", args=[of.slug, CHECK_SLUG]),
            "filed_today": filed_today(request.person, of),
            "is_being_signed": not request.assistance and is_being_signed(draft),
            "error_entries": errors,
        },
    )


def _file(request: ApplicantRequest, of: AdministrativeService) -> HttpResponse:
    try:
        application = file_application(
            _uuid(request.POST.get("draft", "")),
            request.person,
            of,
            request.assistance.identified_by if request.assistance else IdentifiedBy(request.identification),
            official_who_assists(request),
            signed="signed" in request.POST,
        )
    except DraftGone:
        return _draft_gone(request, of)
    except ServicePaused as pause:
        return paused_page(request, of, pause)
    except SignatureGone:
        return _show_submit(request, of, _draft(request, of), (ErrorEntry(str(SIGN_AGAIN), "main-content"),))
    except DraftIncomplete as incomplete:
        return redirect(_step_path(of, incomplete.stop.step))
    except (FileRefused, SecondFilingRefused) as refusal:
        draft = _draft(request, of)
        text = refusal.finding.text if isinstance(refusal, FileRefused) else str(refusal)
        return _show_submit(request, of, draft, (ErrorEntry(text, "main-content"),))
    return _filed(of, application)


def _file_page(place: Place) -> HttpResponse:
    """File the page as it was sent, or show it again with what must be put right."""
    request, stop = place.request, place.stop
    form = type(stop.form)(request.POST, person=request.person, answers=stop.form.answers)
    if not form.is_valid():
        return _show(place, form)
    application = file_page(
        _uuid(request.POST.get("draft", "")),
        request.person,
        place.of,
        typed_into(type(form), request.POST),
        IdentifiedBy(request.identification),
    )
    return _filed(place.of, application)


def _filed(of: AdministrativeService, application: Application) -> HttpResponse:
    return HttpResponseRedirect(
        f"{reverse('application_filed', args=[of.slug])}?zayavlenie={application.id}"
    )  # `redirect` would look for a page of this name first


def _draft_gone(request: ApplicantRequest, of: AdministrativeService) -> HttpResponse:
    return render(
        request, "applications/draft_gone.html", {"service": of, "frame": frame_of(request)}, status=409
    )
