"""The pages of the procedure (K-01…K-08). None of them waits for the signing provider: that is what jobs do."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nssi.access.client_address import client_address
from nssi.access.guards import public
from nssi.access.queries import active_pik
from nssi.foundation import clock
from nssi.look.forms import ErrorEntry
from nssi.pik import browser, step_list
from nssi.pik.actions.abandon_procedure import abandon_procedure
from nssi.pik.actions.begin_procedure import TooManyChecksError, begin_procedure
from nssi.pik.actions.choose_step import choose_step
from nssi.pik.certificate import SLUG
from nssi.pik.failures import F04, F06, F08, F20, After, Failure
from nssi.pik.forms import PhoneForm
from nssi.pik.models import PikProcedure
from nssi.pik.queries import progress_of, running_step
from nssi.pik.steps import WORDS, Answer, Progress, Step
from nssi.records.models import ServicePause
from nssi.records.pauses import ServicePaused, pause_of
from nssi.signing.phones import mask_phone

End = PikProcedure.End


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """K-01: ask for the phone. K-02: say that it has no registration, and how to get one."""
    if request.method == "POST":
        return _begin(request)
    procedure = browser.procedure_of(request)
    if procedure is None or not procedure.is_open or procedure.is_past(clock.now()):
        if (pause := pause_of(SLUG)) is not None:
            return _say_paused(request, pause)
        return _ask_for_phone(request, PhoneForm(initial={"phone": browser.phone_of(request)}))
    progress = progress_of(procedure)
    if Step.CHECK in progress.done:
        return _show(request, "pik/resume.html", {"procedure": procedure})
    if progress.failure is None:
        return redirect("pik_steps")
    return _ask_for_phone(request, PhoneForm.refused(procedure.phone, progress.failure), progress.failure)


def _begin(request: HttpRequest) -> HttpResponse:
    form = PhoneForm(request.POST)
    if not form.is_valid():
        return _ask_for_phone(request, form)
    phone = form.cleaned_data["phone"]
    try:
        with transaction.atomic():
            token = begin_procedure(phone, token=browser.token_of(request), address=client_address(request))
    except ServicePaused as pause:
        return _say_paused(request, pause)
    except TooManyChecksError:
        return _ask_for_phone(request, PhoneForm.refused(request.POST["phone"], F06), status=429)
    if token == browser.token_of(request):
        return _to_steps(chosen=Step.CHECK)
    browser.remember(request, token, phone)
    return redirect("pik_steps")


def _say_paused(request: HttpRequest, pause: ServicePause | ServicePaused) -> HttpResponse:
    """Say until when no procedure begins here; one that was begun is gone on with (A-06)."""
    return _show(request, "pik/paused.html", {"pause": pause}, status=409)


def _ask_for_phone(
    request: HttpRequest, form: PhoneForm, failure: Failure | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "rows": step_list.static_rows(),
        "told_to_register": failure is not None and failure.after is After.REGISTER,
        "is_unfinished": failure is F04,
    }
    return _show(request, "pik/start.html", context, status=status)


@public
@never_cache
@require_safe
def steps(request: HttpRequest) -> HttpResponse:
    """K-05: the steps and the one that can be chosen. K-03: the one at work. K-04: the one to repeat. K-08: none here."""
    procedure = browser.procedure_of(request)
    if procedure is None or procedure.end_reason == End.ABANDONED:
        return _show(request, "pik/lost.html", {})
    if procedure.end_reason == End.ACTIVATED:
        return redirect("pik_done")
    if _has_expired(procedure):
        return redirect("pik_expired")
    progress = progress_of(procedure)
    if progress.next_step is Step.CHECK and not progress.running:
        return redirect("pik_start")
    return _show_steps(request, procedure, progress)


def _show_steps(request: HttpRequest, procedure: PikProcedure, progress: Progress) -> HttpResponse:
    active = progress.active if procedure.is_open else None
    context: dict[str, Any] = {
        "procedure": procedure,
        "phone": mask_phone(procedure.phone) if procedure.phone else "",
        "progress": progress,
        "active": active,
        "rows": step_list.rows_of(progress, closed=not procedure.is_open),
        "notice": _notice(request, progress),
        "error_entries": _failure_entries(progress, active),
        "focus_heading": progress.failure is None,  # after a step; else the error summary takes the focus
        "explanation": _(WORDS[active].explanation) if active and _is_to_be_signed(progress) else "",
        "has_active_pik": active is Step.CONFIRM
        and procedure.person_id is not None
        and active_pik(procedure.person_id) is not None,
    }
    if progress.running and progress.running_since:
        context |= _progress_context(
            progress.running, step_list.stage_of(clock.now() - progress.running_since)
        )
    if procedure.is_open and procedure.expires_at:
        context |= _time_context(procedure.expires_at)
    return _show(request, "pik/steps.html", context)


def _is_to_be_signed(progress: Progress) -> bool:
    """Whether what the active step says of the phone is still to be done there, as far as we know (F08: we do not)."""
    failure = progress.failure
    return failure is None or not (failure.signed_already or failure is F08)


def _failure_entries(progress: Progress, active: Step | None) -> list[ErrorEntry]:
    if not (progress.failure and progress.failed):
        return []
    failed = _("Стъпка %(step)s не приключи успешно.") % {"step": progress.failed}
    target = f"step-{active}" if active else "what-next"
    return [ErrorEntry(f"{failed} {progress.failure.tell(progress.failed)}", target)]


def _notice(request: HttpRequest, progress: Progress) -> str:
    """What is said of a step that was chosen out of order (F21): its number stands in the address, nothing else."""
    chosen = request.GET.get("izbrana", "")
    if chosen not in {str(step.value) for step in Step}:
        return ""
    match progress.answer_to(Step(int(chosen))):
        case Answer.DONE_ALREADY:
            return _("Стъпка %(step)s вече е изпълнена.") % {"step": chosen}
        case Answer.NOT_YET:
            return _("Първо изпълнете стъпка %(step)s.") % {"step": progress.active}
        case _:
            return ""


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, number: int) -> HttpResponse:
    """Choose a step. An address that was typed, not a button that was pressed, starts nothing."""
    if number not in set(Step):
        raise Http404
    if request.method != "POST":
        return _to_steps(chosen=Step(number))
    with transaction.atomic():
        answer = choose_step(browser.token_of(request), Step(number))
    if answer in {Answer.DONE_ALREADY, Answer.NOT_YET}:
        return _to_steps(chosen=Step(number))
    return redirect("pik_steps")


def _to_steps(*, chosen: Step) -> HttpResponse:
    return redirect(f"{reverse('pik_steps')}?{urlencode({'izbrana': int(chosen)})}")


@public
@never_cache
@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """Say how the step at work goes: nothing new, it takes longer than usual, or the page to go on with."""
    if not request.headers.get("HX-Request"):
        return redirect("pik_steps")
    running = running_step(browser.token_of(request))
    if running is None:
        return _leave_for_steps()
    step, started_at = running
    stage = step_list.stage_of(clock.now() - started_at)
    if request.GET.get("etap") == str(stage):
        return HttpResponse(status=204)
    return _show(request, "components/_progress.html", _progress_context(step, stage))


def _leave_for_steps() -> HttpResponse:
    """Let htmx open the steps page, whatever part of a page has asked."""
    return HttpResponse(headers={"HX-Redirect": reverse("pik_steps")})


def _progress_context(step: Step, number: int) -> dict[str, Any]:
    stage = step_list.STAGES[number]
    return {
        "text": _(stage.text or WORDS[step].running),
        "poll_seconds": stage.poll_seconds,
        "poll_url": f"{reverse('pik_status')}?etap={number}",
        "check_url": reverse("pik_steps"),
    }


@public
@never_cache
@require_safe
def time_left(request: HttpRequest) -> HttpResponse:
    """Warn that the 2 hours are coming to their end: the part of the steps page that fetches itself when it is due."""
    procedure = browser.procedure_of(request)
    if not request.headers.get("HX-Request"):
        return redirect("pik_steps")
    if not (procedure and procedure.is_open and procedure.expires_at) or procedure.is_past(clock.now()):
        return _leave_for_steps()
    return _show(request, "pik/_time_left.html", _time_context(procedure.expires_at))


def _time_context(expires_at: datetime) -> dict[str, Any]:
    now = clock.now()
    return {
        "time_left": step_list.time_left_text(expires_at, now),
        "next_warning": step_list.seconds_to_next_warning(expires_at, now),
    }


@public
@require_POST
def abandon(request: HttpRequest) -> HttpResponse:
    """Give the procedure up; the start offers to begin anew."""
    with transaction.atomic():
        abandon_procedure(browser.token_of(request))
    return redirect("pik_start")


@public
@never_cache
@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """K-06: the PIK is active. Only in the browser that went through all steps."""
    procedure = browser.procedure_of(request)
    if procedure is None or procedure.end_reason != End.ACTIVATED:
        return redirect("pik_steps")
    return _show(request, "pik/done.html", {"procedure": procedure})


@public
@never_cache
@require_safe
def expired(request: HttpRequest) -> HttpResponse:
    """K-07: the 2 hours are over."""
    procedure = browser.procedure_of(request)
    if procedure is None or not _has_expired(procedure):
        return redirect("pik_steps")
    return _show(request, "pik/expired.html", {"text": _(F20.text)})


def _has_expired(procedure: PikProcedure) -> bool:
    """Whether the 2 hours are over, be it that nobody has ended the procedure yet."""
    return procedure.end_reason == End.EXPIRED or (procedure.is_open and procedure.is_past(clock.now()))


def _show(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    provider = {
        "app_name": settings.SIGNING_APP_NAME,
        "app_phone": settings.SIGNING_APP_PHONE,
        "app_android": settings.SIGNING_APP_ANDROID,
        "app_iphone": settings.SIGNING_APP_IPHONE,
    }
    return render(request, template, provider | context, status=status)
