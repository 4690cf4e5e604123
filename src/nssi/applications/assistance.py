"""An official files for a person who came to the counter, or whose application came on paper or by e-mail (S1, S2.4, S3).

The same wizard is used: the browser remembers for whom the official fills it in, and the draft is the official's own.
"""

from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from nssi.access.guards import View, person_required
from nssi.access.models import Identification, Official
from nssi.access.visitors import PersonRequest, VisitorRequest
from nssi.applications.models import Draft, IdentifiedBy
from nssi.applications.services import service
from nssi.people.models import Person

_KEY = "applications.assistance"


@dataclass(frozen=True)
class Assistance:
    """Who fills the wizard in for whom, and how the application came."""

    official: Official
    person: Person
    identified_by: IdentifiedBy


class ApplicantRequest(PersonRequest):
    """A request behind `applicant_required`: of the person, or of the official who files for them."""

    assistance: Assistance | None


def begin_assistance(request: VisitorRequest, draft: Draft, identified_by: IdentifiedBy) -> None:
    """Let the official's browser go on with this draft of theirs, one of each service at a time."""
    remembered = request.session.get(_KEY, {})
    request.session[_KEY] = {**remembered, draft.service: [str(draft.person_id), identified_by.value]}


def applicant_required(view: View) -> View:
    """Open a page of the wizard to the person, or to the official who files for them. The route names `slug`."""
    for_person = person_required(view)

    @wraps(view)
    def guard(request: Any, slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.assistance = _assistance(request, slug)
        if request.assistance is None:
            return for_person(request, slug, *args, **kwargs)
        request.person = request.assistance.person
        return view(request, slug, *args, **kwargs)

    guard.access_rule, guard.access_roles = "person", ()  # type: ignore[attr-defined]
    return guard


def qes_where_asked(view: View) -> View:
    """Lead whoever is logged in with a PIK to the login with a QES, where the service asks for one. Under the guard."""

    @wraps(view)
    def asking(request: ApplicantRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asked = service(slug)
        if asked is not None and asked.qes_only and request.identification != Identification.QES:
            return render(request, "applications/needs_qes.html", {"service": asked})
        return view(request, slug, *args, **kwargs)

    return asking


def official_who_assists(request: ApplicantRequest) -> Official | None:
    """Return the official who files, or None where the person does."""
    return request.assistance.official if request.assistance else None


def frame_of(request: ApplicantRequest) -> str:
    """Return the template in whose frame the wizard is shown."""
    return "access/official_base.html" if request.assistance else "base.html"


def way_out(request: ApplicantRequest) -> str:
    """Return the path of the page to which one leaves the wizard."""
    return reverse("intake" if request.assistance else "my_home")


def _assistance(request: VisitorRequest, slug: str) -> Assistance | None:
    if request.official is None or (known := request.session.get(_KEY, {}).get(slug)) is None:
        return None
    person_id, identified_by = known
    person = Person.objects.filter(pk=person_id).first()
    return Assistance(request.official, person, IdentifiedBy(identified_by)) if person else None
