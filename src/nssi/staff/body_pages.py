"""The bodies that applications can be addressed to (A-02): local offices, regional archive centres, the directorate."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from nssi.access.guards import official_required
from nssi.access.models import Official
from nssi.access.visitors import OfficialRequest
from nssi.foundation import clock
from nssi.institution.competent_bodies import DIRECTORATE
from nssi.institution.models import CompetentBody
from nssi.look.forms import ErrorEntry
from nssi.proceedings.models import Proceeding
from nssi.staff.actions.keep_body import NotClosed, add_body, change_body, close_body, reopen_body
from nssi.staff.body_forms import BodyForm, CloseBodyForm, NewBodyForm

KEEPS = (Official.Role.ADMINISTRATOR,)

TITLES = {
    CompetentBody.Kind.LOCAL_OFFICE: _("Териториални поделения"),
    CompetentBody.Kind.ARCHIVE_CENTRE: _("Регионални архивни центрове"),
    CompetentBody.Kind.DIRECTORATE: _("Дирекция за международни договори"),
}

SAVED = _("Записано.")
CLOSED = _("Записано. След последния си ден не се предлага.")
REOPENED = _("Отворено. Отново се предлага.")


@official_required(*KEEPS)
@never_cache
@require_safe
def bodies(request: OfficialRequest) -> HttpResponse:
    """Show every body, closed ones too, by kind (A-02)."""
    today = clock.today()
    found = CompetentBody.objects.select_related("local_office").annotate(
        outreach=Count("local_office__outreach_offices", filter=Q(local_office__outreach_offices__until=None))
    )
    rows = [(body, body.is_there(today)) for body in found.order_by("label")]
    kinds = [
        {"title": title, "rows": [row for row in rows if row[0].kind == kind]}
        for kind, title in TITLES.items()
    ]
    return render(request, "staff/bodies.html", {"kinds": kinds, "today": today})


@official_required(*KEEPS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def body_new(request: OfficialRequest) -> HttpResponse:
    """Enter a body (A-02)."""
    form = NewBodyForm(request.POST or None)
    if form.is_valid():
        add_body(request.official, **form.cleaned_data)
        messages.success(request, str(SAVED))
        return redirect("bodies")
    return render(request, "staff/body_new.html", {"form": form})


@official_required(*KEEPS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def body(request: OfficialRequest, body_code: str) -> HttpResponse:
    """Show what is known of a body, and change it (A-02)."""
    found = _found(body_code)
    form = BodyForm(request.POST or None, body=found)
    if form.is_valid():
        change_body(request.official, body_code, **form.cleaned_data)
        messages.success(request, str(SAVED))
        return redirect("body", body_code)
    context = {"form": form, "body": found, "can_be_closed": body_code != DIRECTORATE}
    return render(request, "staff/body.html", context)


@official_required(*KEEPS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def body_close(request: OfficialRequest, body_code: str) -> HttpResponse:
    """Say what closing a body means, and close it from a day on, or open it again (A-02)."""
    found = _found(body_code)
    if request.POST.get("reopen") and found.until:
        reopen_body(request.official, body_code)
        messages.success(request, str(REOPENED))
        return redirect("body", body_code)
    form = CloseBodyForm(request.POST or None)
    context: dict[str, Any] = {"form": form, "body": found}
    if form.is_valid():
        try:
            close_body(request.official, body_code, form.cleaned_data["last_day"])
        except NotClosed as refusal:
            context["error_entries"] = [ErrorEntry(str(refusal), form["last_day"].error_target)]
        else:
            messages.success(request, str(CLOSED))
            return redirect("body", body_code)
    context["open_proceedings"] = Proceeding.objects.filter(body=found, closed_at=None).count()
    context["officials"] = Official.objects.filter(competent_body=found, is_active=True).count()
    return render(request, "staff/body_close.html", context)


def _found(code: str) -> CompetentBody:
    return get_object_or_404(CompetentBody.objects.select_related("local_office"), pk=code)
