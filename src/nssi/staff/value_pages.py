"""The values of the law and of the tariff by year (A-03): who may see them, propose one, and decide about another's proposal."""

import re
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from nssi.access.guards import official_required
from nssi.access.models import Official
from nssi.access.visitors import OfficialRequest
from nssi.foundation import clock
from nssi.institution.models import EnteredValue
from nssi.institution.parameters import current_parameters
from nssi.institution.receipts import count_that_used
from nssi.look.forms import ErrorEntry
from nssi.staff.actions.propose_value import ProposalRefused, propose_value
from nssi.staff.decisions import PROPOSED, decision_page
from nssi.staff.proposals import as_entered, proposals, shown_proposal, waiting_proposals
from nssi.staff.value_forms import ValueForm
from nssi.staff.values import Kind, kind_of, missing_values, rows_of_year

KEEPS = (Official.Role.ADMINISTRATOR,)
ON_A_PAGE = 50

YEARLY, FEES, LASTING, UNVERIFIED, MISSING = "godishni", "tarifa", "postoyanni", "neprovereni", "lipsvat"
SHOWN = {
    YEARLY: _("Размери, които се определят всяка година"),
    FEES: _("Тарифа"),
    LASTING: _("Числа на закона"),
    UNVERIFIED: _("Непроверени"),
    MISSING: _("Без стойност за годината"),
}


_YEAR = re.compile(r"(19|20)[0-9]{2}")


@official_required(*KEEPS)
@never_cache
@require_safe
def values_of_law(request: OfficialRequest) -> HttpResponse:
    """Show what each parameter is in a year, from which act and whether that was verified; what lacks; what waits (A-03)."""
    parameters, today = current_parameters(), clock.today()
    said = request.GET.get("godina", "")
    year = int(said) if _YEAR.fullmatch(said) else today.year
    chosen = request.GET.get("pokazhi", "")
    chosen = chosen if chosen in SHOWN else YEARLY
    rows = list(rows_of_year(parameters, year))
    context = {
        "year": year,
        "years": sorted({*range(today.year - 5, today.year + 2), year}, reverse=True),
        "kinds": SHOWN,
        "chosen": chosen,
        "rows": [row for row in rows if _belongs(row, chosen)],
        "missing": missing_values(parameters, today),
        "waiting": waiting_proposals(),
        "unverified": sum(any(not value.verified for value in row.values) for row in rows),
    }
    return render(request, "staff/values.html", context)


def _belongs(row: Any, chosen: str) -> bool:
    is_fee = row.schedule.name.startswith("fee_")
    match chosen:
        case "tarifa":
            return bool(is_fee)
        case "neprovereni":
            return any(not value.verified for value in row.values)
        case "lipsvat":
            return bool(row.is_missing)
        case "postoyanni":
            return not is_fee and row.schedule.holds == "on"
        case _:
            return not is_fee and row.schedule.holds != "on"


@official_required(*KEEPS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def value_of_law(request: OfficialRequest, name: str) -> HttpResponse:
    """Show one parameter with all its values and what was proposed for it, and propose another (A-03)."""
    parameters = current_parameters()
    schedule = parameters.schedules.get(name)
    if schedule is None:
        raise Http404
    kind = kind_of(schedule)
    context: dict[str, Any] = {
        "schedule": schedule,
        "values": schedule.values[::-1],
        "history": proposals().filter(name=name),
        "is_table": kind == Kind.TABLE,
        "is_unknown": kind == Kind.UNKNOWN,
    }
    if kind not in {Kind.TABLE, Kind.UNKNOWN}:
        form = context["form"] = ValueForm(request.POST or None, schedule=schedule)
        if form.is_valid():
            try:
                made = propose_value(request.official, name=name, **form.proposal())
            except ProposalRefused as refusal:
                context["error_entries"] = [ErrorEntry(str(refusal), form["since"].error_target)]
            else:
                messages.success(request, str(PROPOSED))
                return redirect("value_proposal", made.pk)
    return render(request, "staff/value.html", context)


@official_required(*KEEPS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def value_proposal(request: OfficialRequest, proposal_id: int) -> HttpResponse:
    """Show a proposal beside what holds now, and take the decision: approve, return with a reason, withdraw (A-03, A-04)."""
    proposal = get_object_or_404(proposals(), pk=proposal_id)
    return decision_page(
        request,
        proposal,
        "staff/value_proposal.html",
        lambda: {
            "shown": shown_proposal(proposal, current_parameters()),
            "is_day": proposal.name == EnteredValue.WORKING_DAY,
            "resting": count_that_used(as_entered(proposal)) if proposal.reaches_back else 0,
        },
    )


@official_required(*KEEPS)
@never_cache
@require_safe
def value_proposals(request: OfficialRequest) -> HttpResponse:
    """Show everything that was ever proposed, the newest first, with who decided and why."""
    page = Paginator(proposals(), ON_A_PAGE).get_page(request.GET.get("stranitsa"))
    parameters = current_parameters()
    shown = [shown_proposal(each, parameters) for each in page]
    return render(request, "staff/value_proposals.html", {"page": page, "proposals": shown})
