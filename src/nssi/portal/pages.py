"""The public pages: catalogue, services, state of an application, statements, and what stands in the way."""

import sys
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nssi.access.client_address import client_address
from nssi.access.guards import public
from nssi.access.next_page import asked_next, is_ours, next_page
from nssi.access.visitors import VisitorRequest
from nssi.applications import services
from nssi.applications.queries import draft_of, drafts_of, state_of_uid
from nssi.attachments.verdict import ACCEPTED_EXTENSIONS, LARGEST_FILE, LARGEST_SUBMISSION
from nssi.foundation import clock
from nssi.look.context import page
from nssi.portal.actions.look_up_application import look_up_application
from nssi.portal.cards import find_cards
from nssi.portal.forms import ApplicationStatusForm
from nssi.records.pauses import pause_of

MOST_SEARCHED = 100  # characters
RETRY_AFTER = 120  # seconds

SHOWN = "portal.shown_application"
SHOWN_FOR = timedelta(minutes=15)
"""How long a browser that gave the right access code may see the state without giving it again."""


@public
@require_safe
def catalogue(request: VisitorRequest) -> HttpResponse:
    """Show the e-services and enquiries, all or those that a search finds (P-01, S0.9)."""
    query = request.GET.get("q", "").strip()[:MOST_SEARCHED]
    groups = find_cards(query)
    found = sum(len(group.cards) for group in groups)
    context = {
        "query": query,
        "found": found,
        "groups": groups if found else find_cards(""),
        "draft_count": len(drafts_of(request.person)) if request.person else 0,
    }
    return render(request, "portal/catalogue.html", context)


@public
@require_POST
def choose_language(request: VisitorRequest) -> HttpResponse:
    """Keep the language that the visitor chose, and lead back to where they were."""
    came_from = request.headers.get("referer", "")
    response = redirect(came_from if is_ours(request, came_from) else next_page(request, "catalogue"))
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )
    return response


@public
@require_safe
def service_detail(request: VisitorRequest, slug: str) -> HttpResponse:
    """Show what a person must know before a service begins (P-02, S1.2)."""
    service = services.service(slug)
    if service is None:
        raise Http404
    context = {
        "service": service,
        "about": service.description,
        "draft": draft_of(request.person, service) if request.person else None,
        "pause": pause_of(slug),
        "now": clock.now(),
    }
    return render(request, "portal/service_detail.html", context)


@public
@require_safe
def pik_ways(request: HttpRequest) -> HttpResponse:
    """Show the ways to get a PIK (P-07, S4.7)."""
    return render(request, "portal/pik_ways.html", {"at_once": settings.PIK_AT_COUNTER_AT_ONCE})


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def application_status_lookup(request: HttpRequest) -> HttpResponse:
    """Ask for the УРИ and the access code of an application, and lead to its state (P-05)."""
    form = ApplicationStatusForm(request.POST or None)
    context = {"form": form}
    if form.is_valid():
        typed = form.cleaned_data
        with transaction.atomic():
            look_up = look_up_application(
                typed["registry_uid"], typed["access_code"], client_address(request)
            )
        if look_up.state:
            shown_until = clock.now() + SHOWN_FOR
            request.session[SHOWN] = {"uid": look_up.state.registry_uid, "until": shown_until.isoformat()}
            return redirect("application_status")
        form.refuse(look_up.refused_until)
        status = 429 if look_up.refused_until else 200
        return render(request, "portal/application_status_lookup.html", context, status=status)
    return render(request, "portal/application_status_lookup.html", context)


@public
@never_cache
@require_safe
def application_status(request: HttpRequest) -> HttpResponse:
    """Show the state of the application that was looked up in this browser a short while ago (P-05b)."""
    shown = request.session.get(SHOWN)
    if shown is None or clock.now() >= datetime.fromisoformat(shown["until"]):
        return redirect("application_status_lookup")
    state = state_of_uid(shown["uid"])
    if state is None:
        return redirect("application_status_lookup")
    return render(request, "portal/application_status.html", {"state": state, "now": clock.now()})


@public
@require_safe
def file_requirements(request: HttpRequest) -> HttpResponse:
    """Show what files must be like (P-03, S1.5)."""
    context = {
        "accepted": ACCEPTED_EXTENSIONS,
        "largest_file": LARGEST_FILE,
        "largest_submission": LARGEST_SUBMISSION,
    }
    return render(request, "portal/file_requirements.html", context)


@public
@require_safe
def session_ended(request: HttpRequest) -> HttpResponse:
    """Say that the person was logged out after a time without action (X-09)."""
    return render(request, "portal/session_ended.html", {"next": asked_next(request)})


@public
@require_safe
def accessibility_statement(request: HttpRequest) -> HttpResponse:
    """Show the accessibility statement (X-07)."""
    return render(request, "portal/accessibility_statement.html")


@public
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Show which personal data the portal handles and why (X-08)."""
    return render(request, "portal/privacy.html")


@public
@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    """Show the cookies; all are necessary, so none is asked for (X-08)."""
    names = {
        "session_cookie": settings.SESSION_COOKIE_NAME,
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
        "language_cookie": settings.LANGUAGE_COOKIE_NAME,
    }
    return render(request, "portal/cookies.html", names)


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
