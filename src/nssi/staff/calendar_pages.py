"""The days off by year, entered with four eyes, and the terms with their articles (A-04)."""

import re
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from nssi.access.guards import official_required
from nssi.access.visitors import OfficialRequest
from nssi.foundation import clock
from nssi.institution.models import EnteredValue
from nssi.institution.parameters import current_parameters
from nssi.law.calendar import FIRST_YEAR, LAST_YEAR
from nssi.look.forms import ErrorEntry
from nssi.staff.actions.propose_value import ProposalRefused, propose_value
from nssi.staff.calendar_rows import days_of_year, terms_shown, year_without_decisions
from nssi.staff.decisions import PROPOSED
from nssi.staff.proposals import proposals
from nssi.staff.value_forms import DayForm
from nssi.staff.value_pages import KEEPS

_YEAR = re.compile(r"(19|20)[0-9]{2}")


@official_required(*KEEPS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def days_off(request: OfficialRequest) -> HttpResponse:
    """Show the days off of a year and from which act, and propose a decision about one day (A-04)."""
    parameters, today = current_parameters(), clock.today()
    said = request.GET.get("godina", "")
    year = int(said) if _YEAR.fullmatch(said) and FIRST_YEAR <= int(said) <= LAST_YEAR else today.year
    form = DayForm(request.POST or None, calendar=parameters.calendar)
    context: dict[str, Any] = {
        "form": form,
        "year": year,
        "years": sorted({*range(today.year - 2, today.year + 3), year}, reverse=True),
        "days": days_of_year(parameters, year),
        "undecided": year_without_decisions(parameters, today),
        "history": proposals().filter(name=EnteredValue.WORKING_DAY, since__year=year),
    }
    if form.is_valid():
        try:
            made = propose_value(request.official, name=EnteredValue.WORKING_DAY, **form.proposal())
        except ProposalRefused as refusal:
            context["error_entries"] = [ErrorEntry(str(refusal), form["since"].error_target)]
        else:
            messages.success(request, str(PROPOSED))
            return redirect("value_proposal", made.pk)
    return render(request, "staff/days_off.html", context)


@official_required(*KEEPS)
@never_cache
@require_safe
def terms_of_law(request: OfficialRequest) -> HttpResponse:
    """Show every term that the house counts, how long it is, and by which article (A-04)."""
    rows = dict.fromkeys(
        terms_shown(current_parameters(), clock.today())
    )  # of some services they are the same
    return render(request, "staff/terms.html", {"rows": rows})
