"""The pages of the officials' area: their home and the queue (O-02)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from nssi.access.guards import official_required
from nssi.access.models import Official
from nssi.access.navigation import entries_for
from nssi.access.visitors import OfficialRequest
from nssi.proceedings.actions.take_proceeding import take_next
from nssi.proceedings.queue import Place, counts_of, queue_page, roles_of
from nssi.staff.administration import administration
from nssi.staff.forms import QueueFilterForm
from nssi.terms.queries import open_tasks_of

Role = Official.Role

WORKS = tuple(role for role in Role if role is not Role.ADMINISTRATOR)
"""Who works on proceedings."""

MOST_TASKS = 20

NOTHING_TO_TAKE = gettext_lazy("Няма преписки, които Ви чакат.")


@official_required()
@never_cache
@require_safe
def official_home(request: OfficialRequest) -> HttpResponse:
    """Show an official who is logged in, what waits for them, and where they can go."""
    official = request.official
    works = official.role in WORKS
    context = {
        "entries": entries_for(official),
        "counts": counts_of(official, official.role) if works else None,
        **(administration() if official.role == Role.ADMINISTRATOR else {}),
        "tasks": open_tasks_of(str(official.competent_body_id), official.role)[:MOST_TASKS] if works else [],
    }
    return render(request, "staff/home.html", context)


@official_required(*WORKS)
@never_cache
@require_safe
def queue(request: OfficialRequest) -> HttpResponse:
    """Show the proceedings of the official's body and role, the most urgent first (O-02)."""
    form = QueueFilterForm(request.GET, roles=roles_of(request.official))
    asked = form.asked
    page = queue_page(request.official, asked, Place.read(request.GET.get("sled", "")))
    query = {"pokazhi": asked.shown, "usluga": asked.service, "sastoyanie": asked.state, "rolya": asked.role}
    context = {
        "form": form,
        "asked": asked,
        "page": page,
        "counts": counts_of(request.official, asked.role),
        "query": urlencode({name: value for name, value in query.items() if value}),
        "is_first": not request.GET.get("sled"),
    }
    return render(request, "staff/queue.html", context)


@official_required(*WORKS)
@never_cache
@require_safe
def queue_counts(request: OfficialRequest) -> HttpResponse:
    """Say how many proceedings wait now; without scripts, the queue itself."""
    if not request.headers.get("HX-Request"):
        return redirect("queue")
    role = QueueFilterForm(request.GET, roles=roles_of(request.official)).role
    return render(request, "staff/_counts.html", {"counts": counts_of(request.official, role), "role": role})


@official_required(*WORKS)
@require_POST
def queue_take_next(request: OfficialRequest) -> HttpResponse:
    """Give the official the most urgent proceeding that nobody works on, and open it („Вземи следващата“)."""
    role = QueueFilterForm(request.POST, roles=roles_of(request.official)).role
    taken = take_next(request.official, role)
    if taken is None:
        messages.success(request, str(NOTHING_TO_TAKE))
        return redirect("queue")
    return redirect("proceeding", taken)
