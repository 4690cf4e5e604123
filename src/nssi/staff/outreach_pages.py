"""The outreach offices of local offices (A-02): PIKs are issued there too. Administrators enter and close them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from nssi.access.guards import official_required
from nssi.access.models import Official
from nssi.access.visitors import OfficialRequest
from nssi.foundation import clock
from nssi.institution.models import OutreachOffice
from nssi.institution.queries import there_on
from nssi.staff.actions.keep_outreach_office import (
    add_outreach_office,
    change_outreach_office,
    close_outreach_office,
)
from nssi.staff.body_forms import OutreachContactForm, OutreachOfficeForm

KEEPS = (Official.Role.ADMINISTRATOR,)
ADDED = _("Изнесеният офис е записан.")
CLOSED = _("Изнесеният офис е закрит.")


@official_required(*KEEPS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def outreach_offices(request: OfficialRequest) -> HttpResponse:
    """Show the outreach offices, those that are closed apart, and enter another (A-02)."""
    form = OutreachOfficeForm(request.POST or None)
    if form.is_valid():
        add_outreach_office(request.official, **form.cleaned_data)
        messages.success(request, str(ADDED))
        return redirect("outreach_offices")
    offices = OutreachOffice.objects.select_related("local_office").order_by("local_office__name", "name")
    there = there_on(clock.today())
    context = {"form": form, "offices": offices.filter(there), "others": offices.exclude(there)}
    return render(request, "staff/outreach_offices.html", context)


@official_required(*KEEPS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def outreach_office(request: OfficialRequest, outreach_office_id: int) -> HttpResponse:
    """Show what is known of an outreach office, and change it (A-02)."""
    found = get_object_or_404(OutreachOffice.objects.select_related("local_office"), pk=outreach_office_id)
    form = OutreachContactForm(request.POST or None, office=found)
    if form.is_valid():
        change_outreach_office(request.official, outreach_office_id, **form.cleaned_data)
        messages.success(request, str(ADDED))
        return redirect("outreach_offices")
    return render(request, "staff/outreach_office.html", {"form": form, "office": found})


@official_required(*KEEPS)
@require_POST
def outreach_office_close(request: OfficialRequest, outreach_office_id: int) -> HttpResponse:
    """Close an outreach office; what was issued in it says so for ever (A-02)."""
    get_object_or_404(OutreachOffice, pk=outreach_office_id)
    close_outreach_office(request.official, outreach_office_id)
    messages.success(request, str(CLOSED))
    return redirect("outreach_offices")
