"""Filing an application again by quoting its УРИ (C-12, C-26)."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from nssi.access.guards import person_required
from nssi.access.visitors import PersonRequest
from nssi.applications.actions.begin_second_filing import begin_second_filing
from nssi.applications.events import irregularities_of
from nssi.applications.pages import application_step, form_service
from nssi.applications.queries import draft_of
from nssi.applications.second_filing import STEP, SecondFilingRefused, application_to_replace
from nssi.applications.services import AdministrativeService
from nssi.look.forms import ErrorEntry

SLUG = "povtorno"


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def second_filing(request: PersonRequest, slug: str) -> HttpResponseBase:
    """Show what filing again means for the application with `?uri=`, and begin it.

    Without an УРИ it is the step of the form that asks about it, or the page where one is typed.
    """
    of = form_service(slug)
    uid = request.GET.get("uri", "").strip()
    if not uid and any(step.name == STEP for step in of.form.steps):
        return application_step(request, slug, SLUG)
    if not uid:
        return _show(request, of, uid)
    try:
        if request.method == "POST":
            begin_second_filing(request.person, of, uid)
            return redirect("application_start", of.slug)
        earlier = application_to_replace(request.person, of.slug, uid)
    except SecondFilingRefused as refused:
        return _show(request, of, uid, str(refused))
    draft = draft_of(request.person, of)
    return render(
        request,
        "applications/second_filing.html",
        {
            "service": of,
            "earlier": earlier,
            "irregularities": irregularities_of(earlier),
            "other_draft": draft is not None and draft.replaces_id != earlier.id,
        },
    )


def _show(request: PersonRequest, of: AdministrativeService, uid: str, error: str = "") -> HttpResponse:
    entries = [ErrorEntry(error, "uri")] if error else []
    context = {"service": of, "uid": uid, "error": error, "error_entries": entries, "here": _here(of)}
    return render(request, "applications/second_filing_lookup.html", context)


def _here(of: AdministrativeService) -> str:
    return reverse("second_filing", args=[of.slug])
