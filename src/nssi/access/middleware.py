"""Puts the visitor on the request."""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponseBase

from nssi.access import sessions
from nssi.access.client_address import client_address
from nssi.access.visitors import VisitorRequest
from nssi.audit.origin import coming_from
from nssi.foundation import clock

_NOT_KEPT = "max-age=0, no-cache, no-store, must-revalidate, private"


class VisitorMiddleware:
    """Sets `person`, `identification`, `official`, `insurer`, `session_ends_at` and `session_has_ended` (see `VisitorRequest`).

    Visitors without a session cost no query, persons who are logged in cost one. The trail is told where they come from, and nothing of
    their pages is kept.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        visitor = cast(VisitorRequest, request)
        ends_at = sessions.session_ends_at(visitor.session)
        visitor.session_has_ended = ends_at is not None and clock.now() >= ends_at
        if visitor.session_has_ended:
            sessions.end_session(request)
        visitor.person = sessions.logged_in_person(visitor.session)
        visitor.identification = sessions.identification(visitor.session)
        visitor.official = sessions.logged_in_official(visitor.session)
        visitor.insurer = sessions.logged_in_insurer(visitor.session)
        somebody = visitor.person or visitor.official or visitor.insurer
        visitor.session_ends_at = sessions.keep_alive(visitor.session) if somebody else None
        with coming_from(client_address(request)):
            response = self._get_response(request)
        if somebody and "no-store" not in response.get("Cache-Control", ""):
            response["Cache-Control"] = _NOT_KEPT  # no page of somebody logged in stays behind in a browser
        return response
