"""A person's own registrations for the benefit (C-31), and the declaration of changed circumstances (Art. 54d(3))."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from nssi.access.guards import person_required
from nssi.access.visitors import PersonRequest
from nssi.law.money import amount_told
from nssi.law.unemployment_benefit.facts import EventKind
from nssi.look.forms import ErrorEntry
from nssi.people.models import Person
from nssi.proceedings.actions.perform import perform_for_person
from nssi.proceedings.models import Proceeding
from nssi.proceedings.procedures import procedure_of
from nssi.proceedings.queries import issued_to
from nssi.proceedings.rights import ActRefused
from nssi.services.unemployment_benefit.forms import SLUG
from nssi.services.unemployment_benefit.models import BenefitDecision, Registration
from nssi.services.unemployment_benefit.person_forms import WORDS, CircumstanceForm
from nssi.services.unemployment_benefit.procedure import DECLARE


@person_required
@never_cache
@require_safe
def my_registrations(request: PersonRequest) -> HttpResponse:
    """Show each registration of the person: its state, what was granted, and every issued document with its service (C-31)."""
    mine = Registration.objects.filter(proceeding__person=request.person).select_related(
        "proceeding__body", "proceeding__application"
    )
    shown = [
        _shown(registration, request.person) for registration in mine.order_by("-registered_on", "-number")
    ]
    return render(request, "unemployment_benefit/my_registrations.html", {"registrations": shown})


@person_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def declare_circumstance(request: PersonRequest, proceeding_id: UUID) -> HttpResponse:
    """Ask what changed, and register the declaration."""
    mine = Proceeding.objects.filter(person=request.person, service=SLUG).select_related(
        "application", "body"
    )
    proceeding = get_object_or_404(mine, pk=proceeding_id)
    since = _since(proceeding)
    context: dict[str, Any] = {"proceeding": proceeding, "registration": proceeding.registration}
    if since is None or proceeding.state not in procedure_of(proceeding).act(DECLARE).sources:
        return render(request, "unemployment_benefit/declare.html", context, status=409)
    form = CircumstanceForm(request.POST or None, since=since)
    if form.is_valid():
        try:
            perform_for_person(DECLARE, proceeding_id, request.person, form.cleaned_data)
        except ActRefused as refusal:
            context["error_entries"] = [ErrorEntry(str(refusal), "main-content")]
        else:
            declared = proceeding.declared_circumstances.filter(
                kind=form.cleaned_data["kind"], on=form.cleaned_data["on"]
            ).last()
            said = _("Декларацията е заведена с входящ номер %(uid)s.")
            messages.success(request, said % {"uid": declared.registry_uid if declared else ""})
            return redirect("my_registrations")
    return render(request, "unemployment_benefit/declare.html", context | {"form": form})


def _since(proceeding: Proceeding) -> date | None:
    """Return the first day of the benefit, or None where none was granted."""
    decision = BenefitDecision.objects.filter(proceeding=proceeding).first()
    first = decision.receipt["answer"]["from"] if decision else None
    return date.fromisoformat(first) if first else None


def _shown(registration: Registration, person: Person) -> dict[str, Any]:
    proceeding = registration.proceeding
    procedure = procedure_of(proceeding)
    decision = BenefitDecision.objects.filter(proceeding=proceeding).last()
    answer = decision.receipt["answer"] if decision and decision.receipt["answer"]["entitled"] else None
    return {
        "registration": registration,
        "proceeding": proceeding,
        "state": procedure.state(proceeding.state),
        "may_declare": proceeding.state in procedure.act(DECLARE).sources,
        "from": date.fromisoformat(answer["from"]) if answer else None,
        "to": date.fromisoformat(answer["to"]) if answer and answer["to"] else None,
        "daily": [
            (date.fromisoformat(row["from"]), amount_told(row["amount"], row["currency"]))
            for row in (answer["daily"] if answer else [])
        ],
        "documents": issued_to(person, proceeding),
        "declared": [
            (each, WORDS[EventKind(each.kind)])
            for each in proceeding.declared_circumstances.order_by("-declared_at")
        ],
    }
