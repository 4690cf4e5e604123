"""The page on which an administrator decides about what was proposed: approve, return with a reason, withdraw."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from nssi.access.visitors import OfficialRequest
from nssi.look.forms import ErrorEntry
from nssi.staff.actions.decide_proposal import approve_proposal, reject_proposal, withdraw_proposal
from nssi.staff.actions.propose_value import ProposalRefused
from nssi.staff.models import Proposal
from nssi.staff.value_forms import RejectionForm

PROPOSED = _("Предложението е записано. Ще важи, след като го одобри друг администратор.")
APPROVED = _("Одобрено. Важи от своята дата.")
REJECTED = _("Върнато.")
WITHDRAWN = _("Оттеглено.")


def decision_page(
    request: OfficialRequest, proposal: Proposal, template: str, shown: Callable[[], Mapping[str, Any]]
) -> HttpResponse:
    """Do what was pressed, or show the proposal in `template`; `shown` gives what else is told of it as it stands then."""
    form = RejectionForm(request.POST if request.POST.get("decision") == "reject" else None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST":
        try:
            if done := _decide(request, proposal, form):
                messages.success(request, str(done))
                return redirect(request.path)
        except ProposalRefused as refusal:
            context["error_entries"] = [ErrorEntry(str(refusal), "main-content")]
            proposal.refresh_from_db()
    context |= {
        "proposal": proposal,
        "is_own": proposal.proposed_by_id == request.official.pk,
        "is_waiting": proposal.state == Proposal.State.WAITING,
        **shown(),
    }
    return render(request, template, context)


def _decide(request: OfficialRequest, proposal: Proposal, form: RejectionForm) -> Any:
    """Do what was pressed, and return what to tell; nothing where the reason lacks."""
    of, key, by = type(proposal), proposal.pk, request.official
    match request.POST.get("decision"):
        case "approve":
            approve_proposal(of, key, by)
            return APPROVED
        case "withdraw":
            withdraw_proposal(of, key, by)
            return WITHDRAWN
        case "reject" if form.is_valid():
            reject_proposal(of, key, by, form.cleaned_data["reason"])
            return REJECTED
    return ""
