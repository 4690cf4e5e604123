"""Guards of pages: every view says who may open it, and a house test asks each route for its guard."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase
from django.urls import reverse

from nssi.access.visitors import VisitorRequest
from nssi.audit import Actor, record

REFUSED = "access.page_refused"

View = Callable[..., HttpResponseBase]


def public(view: View) -> View:
    """Mark `view` as open to everybody."""
    return _guarded(view, "public")


def person_required(view: View) -> View:
    """Open `view` to a logged-in person only; others are led to the login and back.

    Whoever was logged out for doing nothing is told so first (X-09).
    """

    @wraps(view)
    def guard(request: VisitorRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.person is None:
            first = "session_ended" if request.session_has_ended else "login"
            return redirect_to_login(request.get_full_path(), reverse(first))
        return view(request, *args, **kwargs)

    return _guarded(guard, "person")


def official_required(*roles: str) -> Callable[[View], View]:
    """Open `view` to officials who have one of `roles` (to every official where none is named)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guard(request: VisitorRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.official is None:
                return redirect_to_login(request.get_full_path(), reverse("official_login"))
            if roles and request.official.role not in roles:
                _note_refusal(request)
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return _guarded(guard, "official", roles)

    return decorate


def insurer_required(view: View) -> View:
    """Open `view` to a logged-in insurer only; others are led to the insurers' login and back (I-01)."""

    @wraps(view)
    def guard(request: VisitorRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.insurer is None:
            return redirect_to_login(request.get_full_path(), reverse("insurer_login"))
        return view(request, *args, **kwargs)

    return _guarded(guard, "insurer")


def insurer_or_official(*roles: str) -> Callable[[View], View]:
    """Open `view` to insurers, and to officials who have one of `roles`. Who is nobody is led to the insurers' login."""

    def decorate(view: View) -> View:
        for_officials, for_insurers = official_required(*roles)(view), insurer_required(view)

        @wraps(view)
        def guard(request: VisitorRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return (for_officials if request.official else for_insurers)(request, *args, **kwargs)

        return _guarded(guard, "insurer_or_official", roles)

    return decorate


def _note_refusal(request: VisitorRequest) -> None:
    if request.official is not None and request.resolver_match is not None:
        record(
            REFUSED,
            actor=Actor.official(request.official.pk),
            subject_kind="page",
            subject_id=str(request.resolver_match.url_name)[:50],
        )


def _guarded(view: View, rule: str, roles: tuple[str, ...] = ()) -> View:
    view.access_rule = rule  # type: ignore[attr-defined]
    view.access_roles = roles  # type: ignore[attr-defined]
    return view
