"""Where a person is logged in, and ending it („Влизания“)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nssi.access import sessions
from nssi.access.actions import log_in_with_pik as with_pik
from nssi.access.actions import log_in_with_qes as with_qes
from nssi.access.actions.end_other_sessions import end_other_sessions
from nssi.access.guards import person_required
from nssi.access.models import Identification, VisitorSession
from nssi.access.queries import last_entries_about, sessions_of
from nssi.access.session_store import SessionStore
from nssi.access.visitors import PersonRequest

ENDED = _("На другите устройства вече не сте влезли.")
TRIES = {
    with_pik.LOGGED_IN: _("влизане с ПИК"),
    with_qes.LOGGED_IN: _("влизане с КЕП"),
    with_pik.REFUSED: _("отказан вход: въведен е грешен ПИК"),
}
"""What people read of the entries of the trail about their logins, by event."""


@person_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def my_sessions(request: PersonRequest) -> HttpResponse:
    """Show in how many browsers the person is logged in, since when and by what, and end all but this one; the last logins and tries."""
    here = str(request.session.session_key)
    if request.method == "POST":
        end_other_sessions(request.person, here)
        messages.success(request, str(ENDED))
        return redirect("my_sessions")
    found = [_shown(each, here) for each in sessions_of(request.person)]
    rows = sorted((each for each in found if each), key=lambda row: (not row["is_here"], row["began_at"]))
    tries = [(at, TRIES[event]) for at, event in last_entries_about(request.person, list(TRIES))]
    return render(request, "access/my_sessions.html", {"rows": rows, "tries": tries})


def _shown(session: VisitorSession, here: str) -> dict[str, Any] | None:
    """Return what is shown of a session; nothing of one that has ended and waits to be removed."""
    times = sessions.times_of(SessionStore().decode(session.session_data))
    if times is None:
        return None
    began_at, seen_at = times
    return {
        "is_here": session.session_key == here,
        "by": Identification.QES.label if session.qes_person_id else Identification.PIK.label,
        "began_at": began_at,
        "seen_at": seen_at,
    }
