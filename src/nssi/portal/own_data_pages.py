"""„Моите данни“: a person asks for all that the system holds of them, and downloads it."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from nssi.access.guards import person_required
from nssi.access.throttle import too_many_tries
from nssi.access.visitors import PersonRequest
from nssi.audit import Actor, record
from nssi.foundation import clock
from nssi.people.models import Person
from nssi.people.own_data import all_parts, reasons_of_left_out
from nssi.portal.actions.ask_for_own_data import ask_for_own_data
from nssi.portal.models import OwnDataFile

ASKED = _("Подготвяме файла с данните Ви.")
TOO_MANY_REQUESTS = 429


@person_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def my_own_data(request: PersonRequest) -> HttpResponse:
    """Show what the file holds and whether it is there, or have it made."""
    context: dict[str, Any] = {"parts": all_parts(), "left_out": reasons_of_left_out()}
    status = 200
    if request.method == "POST":
        until = ask_for_own_data(request.person)
        if until is None:
            messages.success(request, str(ASKED))
            return redirect("my_own_data")
        context["refusal"], status = too_many_tries(until), TOO_MANY_REQUESTS
    files = OwnDataFile.objects.filter(person=request.person)
    context["waiting"] = files.filter(state=OwnDataFile.State.WAITING).exists()
    context["file"] = _ready(request.person)
    return render(request, "portal/my_own_data.html", context, status=status)


@person_required
@never_cache
@require_safe
def my_own_data_download(request: PersonRequest) -> FileResponse:
    """Hand over the person's file."""
    file = _ready(request.person)
    if file is None or file.content is None:
        raise Http404
    record(
        "portal.own_data_downloaded",
        actor=Actor.person(request.person.pk),
        subject_kind="person",
        subject_id=str(request.person.pk),
    )
    return FileResponse(
        file.content.open(), as_attachment=True, filename=file.content.name, content_type="application/zip"
    )


def _ready(person: Person) -> OwnDataFile | None:
    ready = OwnDataFile.objects.filter(person=person, expires_at__gt=clock.now()).select_related("content")
    return ready.order_by("-made_at").first()
