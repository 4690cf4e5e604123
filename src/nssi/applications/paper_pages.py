"""The official forms to be printed and filled in by hand (C-33)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nssi.access.guards import public
from nssi.applications.papers import empty
from nssi.applications.services import all_services


@public
@require_safe
def paper_forms(request: HttpRequest) -> HttpResponse:
    """List the forms of every service."""
    services = [service for service in all_services() if service.forms and service.form.papers]
    return render(request, "applications/paper_forms.html", {"services": services})


@public
@require_safe
def paper_form(request: HttpRequest, paper: str) -> HttpResponse:
    """Hand over an empty form."""
    content = empty(paper)
    if content is None:
        raise Http404
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{paper}.pdf"'},
    )
