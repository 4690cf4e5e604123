"""What a person sees when something stands in the way (X-01…X-06, X-09), and the statements of the portal (X-07, X-08)."""

import sys

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from nssi.access.guards import public
from nssi.applications import services
from nssi.foundation import clock
from nssi.look.context import page
from nssi.portal.cards import find_cards
from nssi.portal.forms import ApplicationStatusForm

RETRY_AFTER = 120  # seconds
MOST_SEARCHED = 100  # characters


@public
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the request could not be read; X-04 where it was too large."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "portal/too_large.html", status=413)
    return render(request, "portal/bad_request.html", status=400)


@public
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that this person may not open the page, and nothing about what lies behind it (X-02)."""
    return render(request, "portal/forbidden.html", status=403)


@public
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the page was open for too long (X-03)."""
    return render(request, "portal/csrf_failure.html", status=403)


@public
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page (X-01)."""
    return render(request, "portal/not_found.html", status=404)


@public
def server_error(request: HttpRequest) -> HttpResponse:
    """Say that the trouble is ours (X-06). Nothing here asks the database: it may be what is broken."""
    is_outage = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    text = render_to_string("portal/server_error.html", page())
    response = HttpResponse(text, status=503 if is_outage else 500)
    if is_outage:
        response["Retry-After"] = str(RETRY_AFTER)
    return response


@public
def session_ended(request: HttpRequest) -> HttpResponse:
    """Say that the person was logged out after a time without action (X-09)."""
    return render(request, "portal/session_ended.html")


@public
def accessibility_statement(request: HttpRequest) -> HttpResponse:
    """Show the accessibility statement (X-07)."""
    return render(request, "portal/accessibility_statement.html")


@public
def privacy(request: HttpRequest) -> HttpResponse:
    """Show which personal data the portal handles and why (X-08)."""
    return render(request, "portal/privacy.html")


@public
def cookies(request: HttpRequest) -> HttpResponse:
    """Show the cookies; all are necessary, so none is asked for (X-08)."""
    return render(request, "portal/cookies.html")


@public
def catalogue(request: HttpRequest) -> HttpResponse:
    """Show the e-services and enquiries, all or those that a search finds (P-01, S0.9)."""
    query = request.GET.get("q", "").strip()[:MOST_SEARCHED]
    groups = find_cards(query)
    found = sum(len(group.cards) for group in groups)
    context = {
        "query": query,
        "found": found,
        "groups": groups if found else find_cards(""),
    }
    return render(request, "portal/catalogue.html", context)


@public
def service_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a person must know before a service begins (P-02, S1.2)."""
    service = services.service(slug)
    if service is None:
        raise Http404
    context = {"service": service, "about": service.description, "today": clock.today()}
    return render(request, "portal/service_detail.html", context)


@public
def pik_ways(request: HttpRequest) -> HttpResponse:
    """Show the ways to get a PIK (P-07, S4.7)."""
    return render(request, "portal/pik_ways.html")


@public
def application_status_lookup(request: HttpRequest) -> HttpResponse:
    """Ask for the number and the access code of an application (P-05)."""
    form = ApplicationStatusForm(request.POST or None)
    return render(request, "portal/application_status_lookup.html", {"form": form})
