"""The guard of pages about one proceeding: an official who may see it, and the look is noted."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nssi.access.guards import View, official_required
from nssi.access.visitors import OfficialRequest
from nssi.proceedings.case import Case, Elsewhere, open_case

CaseView = Callable[..., HttpResponseBase]


def case_page(*methods: str) -> Callable[[CaseView], View]:
    """Open a view of one `Case` to officials who may see it; `methods`: "GET" (with HEAD), "POST".

    The route names `proceeding_id`; the view takes the case and whatever else the route names. Whoever has no business
    there is told whose proceeding it is, and nothing of it.
    """

    def decorate(view: CaseView) -> View:
        @official_required()
        @never_cache
        @require_http_methods([*methods, *(["HEAD"] if "GET" in methods else [])])
        @wraps(view)
        def page(request: OfficialRequest, proceeding_id: UUID, **rest: Any) -> HttpResponseBase:
            try:
                case = open_case(request, proceeding_id)
            except Elsewhere as elsewhere:
                return _elsewhere(request, str(elsewhere))
            return view(case, **rest)

        return page

    return decorate


def _elsewhere(request: OfficialRequest, reason: str) -> HttpResponse:
    return render(request, "proceedings/elsewhere.html", {"reason": reason}, status=403)


__all__ = ["Case", "case_page"]
