"""Puts the visitor on the request."""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import add_never_cache_headers

from nssi.access import sessions
from nssi.access.client_address import client_address
from nssi.access.visitors import VisitorRequest
from nssi.audit.origin import coming_from


class VisitorMiddleware:
    """Sets `person`, `identification`, `official`, `insurer`, `session_ends_at` and `session_has_ended` (see `VisitorRequest`).

    Visitors without a session cost no query, persons who are logged in cost one. The trail is told where they come from, and nothing of
    their pages is kept.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        visitor = cast(VisitorRequest, request)
        visitor.session_has_ended = sessions.has_ended(visitor.session)
        if visitor.session_has_ended:
            sessions.end_session(request)
        visitor.person = sessions.logged_in_person(visitor.session)
        visitor.identification = sessions.identification(visitor.session)
        visitor.official = sessions.logged_in_official(visitor.session)
        visitor.insurer = sessions.logged_in_insurer(visitor.session)
        somebody = visitor.person or visitor.official or visitor.insurer
        visitor.session_ends_at = None
        if somebody:
            sessions.keep_alive(visitor.session)
            visitor.session_ends_at = sessions.session_ends_at(visitor.session)
        with coming_from(client_address(request)):
            response = self._get_response(request)
        if somebody and "no-store" not in response.get("Cache-Control", ""):
            add_never_cache_headers(response)  # no page of somebody logged in stays behind in a browser
        return response
