"""The free enquiry for ended insurers (P-04), as a page and as an interface for programs."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from nssi.access.client_address import client_address
from nssi.access.guards import public
from nssi.archive.actions.search_insurers import search_insurers
from nssi.archive.events import application_address
from nssi.archive.forms import EnquiryForm
from nssi.archive.models import TerminatedInsurer
from nssi.archive.openapi import DOCUMENT

ON_A_PAGE = 20
TOO_MANY_REQUESTS = 429


@public
@require_safe
def terminated_insurer_search(request: HttpRequest) -> HttpResponse:
    """Tell whether documents of an ended insurer are held, which, and where (P-04, S2.3)."""
    form = EnquiryForm(request.GET if set(request.GET) & set(EnquiryForm.base_fields) else None)
    context: dict[str, Any] = {"form": form}
    status = 200
    if form.is_valid():
        asked = form.cleaned_data
        answer = search_insurers(asked["ime"], asked["eik"], asked["myasto"], client_address(request))
        if answer.refused_until:
            form.refuse(answer.refused_until)
            status = TOO_MANY_REQUESTS
        else:
            page = Paginator(answer.found.insurers, ON_A_PAGE).get_page(request.GET.get("stranitsa"))
            prefetch_related_objects(list(page), "deposits__place")
            context |= {
                "found": answer.found,
                "page": page,
                "results": [(insurer, application_address(insurer.pk)) for insurer in page],
                "apply_address": application_address(None),
                "query": urlencode(asked),
            }
    response = render(request, "archive/terminated_insurer_search.html", context, status=status)
    if form.errors and request.headers.get("HX-Request"):
        response = HttpResponse()  # the errors stand above the part that the script replaces
        response["HX-Redirect"] = request.get_full_path()
    return response


@public
@require_safe
def terminated_insurers_api(request: HttpRequest) -> JsonResponse:
    """Answer the same question to a program: `name`, `eik`, `place`; see `openapi`."""
    asked = {"ime": "name", "eik": "eik", "myasto": "place"}
    form = EnquiryForm({field: request.GET.get(name, "") for field, name in asked.items()})
    if not form.is_valid():
        errors = [
            {"parameter": asked[field], "text": str(text)}
            for field, texts in form.errors.items()
            for text in texts
        ]
        return JsonResponse({"errors": errors}, status=400)
    typed = form.cleaned_data
    answer = search_insurers(typed["ime"], typed["eik"], typed["myasto"], client_address(request))
    if answer.refused_until:
        form.refuse(answer.refused_until)
        errors = [{"parameter": "", "text": str(text)} for text in form.errors["ime"]]
        return JsonResponse({"errors": errors}, status=TOO_MANY_REQUESTS)
    found = answer.found
    prefetch_related_objects(list(found.insurers), "deposits__place")
    return JsonResponse(
        {
            "insurers": [_as_json(insurer) for insurer in found.insurers],
            "more": found.more,
            "instead": list(found.instead),
        }
    )


@public
@require_safe
def openapi(request: HttpRequest) -> JsonResponse:
    """Describe the interface for programs, as OpenAPI does."""
    return JsonResponse(DOCUMENT)


def _as_json(insurer: TerminatedInsurer) -> dict[str, Any]:
    return {
        "name": insurer.name,
        "former_names": insurer.former_names,
        "eik": insurer.eik or None,
        "seat": insurer.seat,
        "area": insurer.area,
        "deposits": [
            {
                "kind": deposit.kind,
                "from": f"{deposit.first_month:%Y-%m}",
                "to": f"{deposit.last_month:%Y-%m}",
                "place": {"code": deposit.place_id, "name": deposit.place.label},
            }
            for deposit in insurer.deposits.all()
        ],
    }
