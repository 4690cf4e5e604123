"""Who is away and who stands in for them: officials enter their own absence, administrators anybody's."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from nssi.access.guards import official_required
from nssi.access.models import Official
from nssi.access.visitors import OfficialRequest
from nssi.foundation import clock
from nssi.look.forms import ErrorEntry
from nssi.proceedings.actions.enter_absence import end_absence, enter_absence
from nssi.proceedings.models import Absence
from nssi.proceedings.rights import ActRefused
from nssi.staff.forms import AbsenceForm

ENTERED = gettext_lazy("Отсъствието е записано.")
ENDED = gettext_lazy("Отсъствието е прекратено.")


@official_required()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def absences(request: OfficialRequest) -> HttpResponse:
    """Show who is away or will be, and enter another absence."""
    form = AbsenceForm(request.POST or None, official=request.official)
    context: dict[str, object] = {"form": form, "absences": _shown(request.official), "today": clock.today()}
    if form.is_valid():
        data = form.cleaned_data
        try:
            enter_absence(
                data.get("official") or request.official,
                since=data["since"],
                until=data["until"],
                stand_in=data["stand_in"],
                entered_by=request.official,
            )
        except ActRefused as refusal:
            context["error_entries"] = [ErrorEntry(str(refusal), "main-content")]
        else:
            messages.success(request, str(ENTERED))
            return redirect("absences")
    return render(request, "staff/absences.html", context)


@official_required()
@require_POST
def absence_end(request: OfficialRequest, absence_id: int) -> HttpResponse:
    """End an absence early."""
    absence = get_object_or_404(_shown(request.official), pk=absence_id)
    try:
        end_absence(absence, request.official)
    except ActRefused:
        raise PermissionDenied from None
    messages.success(request, str(ENDED))
    return redirect("absences")


def _shown(official: Official) -> QuerySet[Absence]:
    """Return the absences that have not passed: of the official's own body, for administrators of all."""
    found = Absence.objects.filter(until__gte=clock.today()).select_related("official", "stand_in")
    if official.role != Official.Role.ADMINISTRATOR:
        found = found.filter(official__competent_body=official.competent_body_id)
    return found.order_by("since", "official__full_name")
