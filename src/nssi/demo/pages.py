"""The demonstration's pages: who one can be, the mailbox, and a clock that can be moved."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from nssi.access.guards import public
from nssi.access.second_factor.app_codes import code_at, in_groups
from nssi.demo.actions.load_demonstration import app_of, notes
from nssi.demo.mail import letter, letters
from nssi.demo.people import OFFICIALS, PEOPLE, DemoOfficial
from nssi.foundation import clock, environment

MOVES = {
    "10m": timedelta(minutes=10),
    "2h": timedelta(hours=2),
    "1d": timedelta(days=1),
    "7d": timedelta(days=7),
}


@public
@never_cache
@require_GET
def demo_home(request: HttpRequest) -> HttpResponse:
    """Show the invented people, where the phone and the mailbox are, and what the clock says."""
    known = notes()
    return render(
        request,
        "demo/home.html",
        {
            "people": [(person, known.get(person.number)) for person in PEOPLE],
            "officials": [
                (official, known.get(official.username), _app(official, known)) for official in OFFICIALS
            ],
            "phone_url": f"{environment.text('SIMULATOR_URL')}/simulator/",
            "now": clock.now(),
        },
    )


def _app(official: DemoOfficial, known: dict[str, str]) -> dict[str, str]:
    """What the official's app would show now, and its secret, for whoever wants to set up an app of their own."""
    secret = known.get(app_of(official.username), "")
    if not secret:
        return {}
    return {"secret": in_groups(secret), "code": code_at(secret, clock.elsewhere(clock.now()))}


@public
@require_POST
def demo_move_clock(request: HttpRequest) -> HttpResponse:
    """Move the clock of the demonstration forward."""
    by = MOVES.get(request.POST.get("by", ""))
    if by is None:
        raise Http404
    clock.move(by)
    messages.success(request, _("Часовникът е преместен."))
    return redirect("demo_home")


@public
@require_GET
def demo_mailbox(request: HttpRequest) -> HttpResponse:
    """Show the messages that the portal has sent."""
    return render(request, "demo/mailbox.html", {"letters": letters()})


@public
@require_GET
def demo_letter(request: HttpRequest, name: str) -> HttpResponse:
    """Show one message."""
    found = letter(name)
    if found is None:
        raise Http404
    return render(request, "demo/letter.html", {"letter": found})
