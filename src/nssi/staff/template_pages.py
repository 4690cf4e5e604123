"""The templates of messages and documents, each with a preview on invented data (A-05). Their texts change with a release."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from nssi.access.guards import official_required
from nssi.access.models import Official
from nssi.access.visitors import OfficialRequest
from nssi.documents.actions.preview_document import preview
from nssi.documents.kinds import all_kinds
from nssi.messages.drawing import draw
from nssi.messages.specimens import all_specimens

LOOKS = (Official.Role.ADMINISTRATOR,)


@cache
def document_specimens() -> dict[str, dict[str, Any]]:
    """Return the invented data of each kind of document, by its name: `specimens/<what>.json` in the room that issues it."""
    found: dict[str, dict[str, Any]] = {}
    for app in apps.get_app_configs():
        room = app.name.rpartition(".")[2]
        for file in Path(app.path).glob("specimens/*.json"):
            found[f"{room}.{file.stem}"] = json.loads(file.read_text("utf-8"))
    return found


@official_required(*LOOKS)
@never_cache
@require_safe
def templates(request: OfficialRequest) -> HttpResponse:
    """Show every message and every document that the portal writes (A-05)."""
    kinds = [kind for kind in all_kinds() if kind.name in document_specimens()]
    return render(request, "staff/templates.html", {"messages_shown": all_specimens(), "kinds": kinds})


@official_required(*LOOKS)
@never_cache
@require_safe
def message_preview(request: OfficialRequest, message: str) -> HttpResponse:
    """Show a message as a person would get it, with invented data (A-05)."""
    specimen = next((each for each in all_specimens() if each.name == message), None)
    if specimen is None:
        raise Http404
    drawn = draw(specimen.template, specimen.context())
    return render(request, "staff/message_preview.html", {"specimen": specimen, "drawn": drawn})


@official_required(*LOOKS)
@never_cache
@require_safe
def document_preview(request: OfficialRequest, document: str) -> HttpResponse:
    """Draw a document with invented data, marked as a draft (A-05)."""
    kind = next((each for each in all_kinds() if each.name.replace(".", "-") == document), None)
    data = document_specimens().get(kind.name) if kind else None
    if kind is None or data is None:
        raise Http404
    return HttpResponse(preview(kind, data), content_type="application/pdf")
