"""The administrator's pages about messages that did not leave (A-11)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from nssi.access.guards import official_required
from nssi.access.models import Official
from nssi.access.visitors import OfficialRequest
from nssi.audit import Actor
from nssi.look.typography import number_text
from nssi.messages.actions.send_again import send_again
from nssi.messages.forms import StateForm
from nssi.messages.models import OutgoingMessage
from nssi.messages.queries import CAN_BE_SENT_AGAIN, masked_address, unsent_messages

SETS_UP = (Official.Role.ADMINISTRATOR,)
ON_A_PAGE = 50
AT_ONCE = 10_000
"""How many messages one press of the button sends again."""

State = OutgoingMessage.State

COLOURS = {State.UNCERTAIN: "yellow", State.GIVEN_UP: "red", State.BOUNCED: "red"}


@official_required(*SETS_UP)
@never_cache
@require_safe
def unsent(request: OfficialRequest) -> HttpResponse:
    """Show the messages that did not leave or came back, the newest first (A-11)."""
    form = StateForm(request.GET)
    if not form.is_valid():  # addresses grow old
        form = StateForm()
    page = Paginator(unsent_messages(form.state), ON_A_PAGE).get_page(request.GET.get("stranitsa"))
    context = {
        "form": form,
        "page": page,
        "messages_shown": [_shown(message) for message in page],
        "query": urlencode({"sastoyanie": form.state}),
        "all_can_be_sent_again": form.state in CAN_BE_SENT_AGAIN and page.paginator.count,
    }
    return render(request, "messages/unsent.html", context)


@official_required(*SETS_UP)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsent_one(request: OfficialRequest, message_id: UUID) -> HttpResponse:
    """Show one message, ask whether it is to be sent again, and do so (A-11)."""
    if request.method == "POST":
        return _send_again(request, [message_id])
    message = get_object_or_404(OutgoingMessage, pk=message_id)
    return render(request, "messages/unsent_one.html", {"one": _shown(message)})


@official_required(*SETS_UP)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsent_all(request: OfficialRequest, state: str) -> HttpResponse:
    """Ask whether all messages of a state are to be sent again, and do so (A-11)."""
    if state not in CAN_BE_SENT_AGAIN:
        raise Http404
    found = unsent_messages(state)
    if request.method == "POST":
        return _send_again(request, list(found.values_list("pk", flat=True)[:AT_ONCE]))
    return render(request, "messages/unsent_all.html", {"count": min(found.count(), AT_ONCE), "state": state})


def _send_again(request: OfficialRequest, message_ids: list[UUID]) -> HttpResponse:
    count = send_again(message_ids, Actor.official(request.official.pk))
    text = ngettext(
        "%(count)s съобщение ще бъде изпратено до две минути.",
        "%(count)s съобщения ще бъдат изпратени до две минути.",
        count,
    )
    messages.success(request, text % {"count": number_text(count)})
    return redirect("messages_unsent")


def _shown(message: OutgoingMessage) -> dict[str, Any]:
    return {
        "message": message,
        "to": masked_address(message.to),
        "colour": COLOURS.get(State(message.state), "green" if message.state == State.SENT else "blue"),
        "can_be_sent_again": message.state in CAN_BE_SENT_AGAIN,
    }
