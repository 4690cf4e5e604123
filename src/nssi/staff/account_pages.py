"""The official accounts into which people pay back sums (A-02): one administrator proposes, another decides."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nssi.access.guards import official_required
from nssi.access.models import Official
from nssi.access.visitors import OfficialRequest
from nssi.applications.fields import IbanField
from nssi.foundation import clock
from nssi.institution.models import CompetentBody, RepaymentAccount
from nssi.institution.queries import there_on
from nssi.look.forms import DateField, ErrorEntry, PortalForm, Radios
from nssi.staff.actions.propose_account import (
    approve_account,
    propose_account,
    reject_account,
    withdraw_account,
)
from nssi.staff.actions.propose_value import ProposalRefused
from nssi.staff.models import ProposedAccount
from nssi.staff.proposals import COLOURS
from nssi.staff.value_forms import TOO_LONG, RejectionForm
from nssi.staff.value_pages import APPROVED, PROPOSED, REJECTED, WITHDRAWN

KEEPS = (Official.Role.ADMINISTRATOR,)
MOST_SHOWN = 50
OPENED, CLOSED = "opened", "closed"


class AccountForm(PortalForm):
    """Whose account, from when, and its number; or that there is none any more."""

    body = forms.ModelChoiceField(
        label=_("За кого е сметката?"),
        queryset=CompetentBody.objects.none(),
        required=False,
        empty_label=_("За всички без своя сметка"),
    )
    since = DateField(label=_("От кога важи?"), error_messages={"required": _("Въведете от коя дата важи")})
    what = forms.ChoiceField(
        label=_("Какво е от тази дата?"),
        choices=[(OPENED, _("Връща се по сметка")), (CLOSED, _("Няма сметка"))],
        initial=OPENED,
        widget=Radios(conditional={OPENED: ("iban", "holder")}),
        error_messages={"required": _("Изберете какво е от тази дата")},
    )
    iban = IbanField(label="IBAN", required=False)
    holder = forms.CharField(
        label=_("Титуляр"),
        help_text=_("Както трябва да стои в платежното нареждане"),
        max_length=100,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"max_length": TOO_LONG},
    )
    source = forms.CharField(
        label=_("Източник"),
        help_text=_("Акт или страница на института, където е прочетено"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": _("Въведете източника"), "max_length": TOO_LONG},
    )

    def __init__(self, *sent: Any) -> None:
        super().__init__(*sent)
        there = CompetentBody.objects.filter(there_on(clock.today())).order_by("kind", "label")
        self.fields["body"].queryset = there  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        since = cleaned.get("since")
        if since is not None and since < clock.today():
            self.add_error("since", _("Въведете днешния или бъдещ ден"))
        if cleaned.pop("what", "") == CLOSED:
            cleaned["iban"] = cleaned["holder"] = ""
            return cleaned
        if not cleaned.get("iban") and "iban" not in self.errors:
            self.add_error("iban", _("Въведете IBAN на сметката"))
        if not cleaned.get("holder") and "holder" not in self.errors:
            self.add_error("holder", _("Въведете титуляра на сметката"))
        return cleaned


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
    form = RejectionForm(request.POST if request.POST.get("decision") == "reject" else None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST":
        try:
            if done := _decide(request, proposal_id, form):
                messages.success(request, str(done))
                return redirect("repayment_account", proposal_id)
        except ProposalRefused as refusal:
            context["error_entries"] = [ErrorEntry(str(refusal), "main-content")]
            proposal.refresh_from_db()
    context |= {
        "proposal": proposal,
        "account": RepaymentAccount(iban=proposal.iban),
        "colour": COLOURS[ProposedAccount.State(proposal.state)],
        "is_own": proposal.proposed_by_id == request.official.pk,
        "is_waiting": proposal.state == ProposedAccount.State.WAITING,
    }
    return render(request, "staff/account_proposal.html", context)


def _decide(request: OfficialRequest, proposal_id: int, form: RejectionForm) -> Any:
    """Do what was pressed, and return what to tell; nothing where the reason lacks."""
    match request.POST.get("decision"):
        case "approve":
            approve_account(proposal_id, request.official)
            return APPROVED
        case "withdraw":
            withdraw_account(proposal_id, request.official)
            return WITHDRAWN
        case "reject" if form.is_valid():
            reject_account(proposal_id, request.official, form.cleaned_data["reason"])
            return REJECTED
    return ""
