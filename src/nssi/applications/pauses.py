"""Services that take no applications on the portal for a while (A-06): what their pages say instead."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from nssi.applications.assistance import ApplicantRequest
from nssi.applications.queries import draft_of
from nssi.applications.services import AdministrativeService, service
from nssi.records.models import ServicePause
from nssi.records.pauses import ServicePaused, pause_of

__all__ = ["ServicePaused", "paused_page", "sent_unless_paused", "shown_unless_paused"]

View = Callable[..., HttpResponseBase]


def shown_unless_paused(view: View) -> View:
    """Say to a person that the service takes no applications now, and until when. Officials at the counter go on. Under the guard.

    What is sent is not asked about: filing asks by itself.
    """
    return _refusing(view, lambda request: request.method != "POST")


def sent_unless_paused(view: View) -> View:
    """Do it where something is sent; what is only looked at is shown, without asking the database."""
    return _refusing(view, lambda request: request.method == "POST")


def _refusing(view: View, asks: Callable[[ApplicantRequest], bool]) -> View:

    @wraps(view)
    def asking(request: ApplicantRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asked = service(slug)
        pause = pause_of(slug) if asked is not None and not request.assistance and asks(request) else None
        if asked is None or pause is None:
            return view(request, slug, *args, **kwargs)
        return paused_page(request, asked, pause)

    return asking


def paused_page(
    request: ApplicantRequest, asked: AdministrativeService, pause: ServicePause | ServicePaused
) -> HttpResponse:
    """Say until when the service takes no applications, and that the draft stays."""
    draft = draft_of(request.person, asked)
    context = {"service": asked, "pause": pause, "draft": draft}
    return render(request, "applications/service_paused.html", context, status=409)
