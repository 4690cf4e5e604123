"""The pages by which officials take proceedings and let go of them (O-03)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _

from nssi.look.forms import ErrorEntry
from nssi.proceedings.actions.finish_task import finish_task
from nssi.proceedings.actions.let_go import give_back, hand_over, park, recuse, transfer, unpark
from nssi.proceedings.actions.renew_questions import look_again
from nssi.proceedings.actions.take_proceeding import take_proceeding
from nssi.proceedings.forms import ActForm, HandOverForm, ParkForm, RecuseForm, TransferForm
from nssi.proceedings.guards import Case, case_page
from nssi.proceedings.history import SAID, TASK_DONE
from nssi.proceedings.models import SUBJECT, Recusal
from nssi.proceedings.procedures import Text
from nssi.proceedings.rights import ActRefused
from nssi.terms.models import Task

WAYS: dict[str, tuple[str, Text, Text, type[ActForm], Callable[[Case, dict[str, Any]], None]]] = {
    "preday": (
        "handed_over",
        _("Предайте преписката на колега"),
        _("Предай"),
        HandOverForm,
        lambda case, data: hand_over(case.proceeding.pk, case.request.official, data["to"], data["note"]),
    ),
    "otlozhi": (
        "parked",
        _("Отложете преписката"),
        _("Отложи"),
        ParkForm,
        lambda case, data: park(case.proceeding.pk, case.request.official, data["until"], data["note"]),
    ),
    "izprati": (
        "transferred",
        _("Изпратете по компетентност"),
        _("Изпрати"),
        TransferForm,
        lambda case, data: transfer(case.proceeding.pk, case.request.official, data["to"], data["note"]),
    ),
    "otvod": (
        "recused",
        _("Отведете се от преписката"),
        _("Отведи се"),
        RecuseForm,
        lambda case, data: recuse(case.proceeding.pk, case.request.official, Recusal.Why(data["why"])),
    ),
}
"""By the end of the address: the entry of the history, the heading, the button, the form, and what it does."""

_LEAVES = {"transferred", "recused", "given_back", "handed_over"}
"""After these the official goes back to the queue."""


@case_page("POST")
def proceeding_take(case: Case) -> HttpResponse:
    """Give the proceeding to the official who asks for it."""
    return _do(case, "taken", lambda: take_proceeding(case.proceeding.pk, case.request.official))


@case_page("POST")
def proceeding_give_back(case: Case) -> HttpResponse:
    """Put the proceeding back into the queue."""
    return _do(case, "given_back", lambda: give_back(case.proceeding.pk, case.request.official))


@case_page("POST")
def proceeding_unpark(case: Case) -> HttpResponse:
    """Take a parked proceeding up again."""
    return _do(case, "unparked", lambda: unpark(case.proceeding.pk, case.request.official))


@case_page("POST")
def proceeding_task_done(case: Case, task_id: int) -> HttpResponse:
    """Note that what a task asked for is done, where no act does it."""
    task = get_object_or_404(
        Task, pk=task_id, subject_kind=SUBJECT, subject_id=str(case.proceeding.pk), kind__in=case.closable
    )
    finish_task(case.proceeding, task, case.request.official)
    return _done(case, TASK_DONE)


@case_page("POST")
def proceeding_questions(case: Case) -> HttpResponse:
    """Look whether the data answer the open questions by now."""
    look_again(case.proceeding.pk)
    return redirect("proceeding", case.proceeding.pk)


@case_page("GET", "POST")
def proceeding_let_go(case: Case, way: str) -> HttpResponse:
    """Hand over, park, transfer, or step aside: what each asks for, and doing it."""
    if way not in WAYS:
        raise Http404
    what, heading, button, form_class, do = WAYS[way]
    request = case.request
    form = form_class(
        request.POST if request.method == "POST" else None,
        proceeding=case.proceeding,
        official=request.official,
    )
    context: dict[str, Any] = {"form": form, "heading": heading, "button": button}
    if form.is_valid():
        try:
            do(case, form.cleaned_data)
        except ActRefused as refusal:
            context["error_entries"] = [ErrorEntry(str(refusal), "main-content")]
        else:
            return _done(case, what)
    return case.page("proceedings/form.html", **context)


def _do(case: Case, what: str, action: Callable[[], object]) -> HttpResponse:
    try:
        action()
    except ActRefused as refusal:
        return case.page("proceedings/refused.html", status=409, reason=str(refusal))
    return _done(case, what)


def _done(case: Case, what: str) -> HttpResponse:
    messages.success(case.request, str(SAID[what]))
    if what in _LEAVES:
        return redirect("queue")
    return redirect("proceeding", case.proceeding.pk)
