"""The search for a proceeding (O-10): by УРИ, by personal number, by the number of a registration; each is noted with its reason."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from nssi.access.guards import official_required
from nssi.access.visitors import OfficialRequest
from nssi.applications.queries import title_of
from nssi.audit import Actor, record
from nssi.proceedings.models import SUBJECT, Proceeding
from nssi.proceedings.procedures import find_procedure
from nssi.proceedings.rights import Standing
from nssi.proceedings.search import Found, search
from nssi.staff.forms import SearchForm
from nssi.staff.pages import WORKS

SEARCHED = "staff.searched"


@official_required(*WORKS)
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def search_page(request: OfficialRequest) -> HttpResponse:
    """Ask what is looked for and why, and show what is found; nothing of it stands in the address (O-10)."""
    form = SearchForm(request.POST or None)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        found = search(form.cleaned_data["number"])
        _note(request, found, form.cleaned_data["why"])
        context |= {"found": found, "rows": [_row(request, each) for each in found.proceedings]}
    return render(request, "staff/search.html", context)


def _note(request: OfficialRequest, found: Found, why: str) -> None:
    """Note the search; of each proceeding that it showed apart, so that whoever asks who saw it finds this too."""
    actor = Actor.official(request.official.pk)
    details = {"by": found.by}
    if not found.proceedings:
        record(
            SEARCHED,
            actor=actor,
            subject_kind="official",
            subject_id=str(request.official.pk),
            details=details,
            reason=why,
        )
    for each in found.proceedings:
        record(
            SEARCHED, actor=actor, subject_kind=SUBJECT, subject_id=str(each.pk), details=details, about=each.person_id,
            reason=why,
        )  # fmt: skip


def _row(request: OfficialRequest, proceeding: Proceeding) -> dict[str, Any]:
    procedure = find_procedure(proceeding.service)
    state = procedure.state(proceeding.state) if procedure else None
    return {
        "proceeding": proceeding,
        "title": title_of(proceeding.application),
        "state": state.title if state else proceeding.state,
        "colour": state.colour if state else "grey",
        "is_open_to": procedure is not None and not Standing(proceeding, request.official).foreign,
    }
