"""The official accounts into which people pay back sums (A-02): one administrator proposes, another decides."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nssi.access.guards import official_required
from nssi.access.models import Official
from nssi.access.visitors import OfficialRequest
from nssi.foundation import clock
from nssi.institution.models import RepaymentAccount
from nssi.look.forms import ErrorEntry
from nssi.staff.account_forms import AccountForm
from nssi.staff.actions.propose_account import propose_account
from nssi.staff.actions.propose_value import ProposalRefused
from nssi.staff.decisions import PROPOSED, decision_page
from nssi.staff.models import ProposedAccount
from nssi.staff.proposals import COLOURS

KEEPS = (Official.Role.ADMINISTRATOR,)
MOST_SHOWN = 50


@official_required(*KEEPS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def repayment_accounts(request: OfficialRequest) -> HttpResponse:
    """Show which account holds where and what was proposed, and propose another (A-02)."""
    form = AccountForm(request.POST or None)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        try:
            made = propose_account(request.official, **form.cleaned_data)
        except ProposalRefused as refusal:
            context["error_entries"] = [ErrorEntry(str(refusal), form["body"].error_target)]
        else:
            messages.success(request, str(PROPOSED))
            return redirect("repayment_account", made.pk)
    proposed = ProposedAccount.objects.select_related("body", "proposed_by").order_by("-pk")
    context |= {"accounts": list(_accounts()), "proposed": proposed[:MOST_SHOWN]}
    return render(request, "staff/accounts.html", context)


def _accounts() -> Iterator[RepaymentAccount]:
    """Give what holds today and what begins later, the institution's first."""
    found: dict[str | None, list[RepaymentAccount]] = {}
    for each in RepaymentAccount.objects.select_related("body").order_by("since", "pk"):
        kept = found.setdefault(each.body_id, [])
        outdated = each.since <= clock.today() or (kept and kept[-1].since == each.since)
        if kept and outdated:
            kept.pop()
        kept.append(each)
    for _body, kept in sorted(found.items(), key=lambda one: one[0] or ""):
        yield from kept


@official_required(*KEEPS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def repayment_account(request: OfficialRequest, proposal_id: int) -> HttpResponse:
    """Show a proposed account, and take the decision: approve, return with a reason, withdraw (A-02)."""
    found = ProposedAccount.objects.select_related("body", "proposed_by", "decided_by")
    proposal = get_object_or_404(found, pk=proposal_id)
    return decision_page(
        request,
        proposal,
        "staff/account_proposal.html",
        lambda: {
            "account": RepaymentAccount(iban=proposal.iban),
            "colour": COLOURS[ProposedAccount.State(proposal.state)],
        },
    )
