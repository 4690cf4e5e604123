"""The services as administrators see them (A-06): which take applications on the portal, and stopping one for a while."""

import re
from datetime import datetime, time
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from nssi.access.guards import official_required
from nssi.access.models import Official
from nssi.access.visitors import OfficialRequest
from nssi.applications.models import Draft
from nssi.applications.services import all_services, service
from nssi.foundation import clock
from nssi.look.forms import DateField, PortalForm
from nssi.records.pauses import pause_of
from nssi.staff.actions.pause_service import pause_service, resume_service

KEEPS = (Official.Role.ADMINISTRATOR,)
PAUSED = _("Записано. Услугата не приема заявления до посоченото време.")
RESUMED = _("Записано. Услугата отново приема заявления.")


class PauseForm(PortalForm):
    """Until when a service takes no applications."""

    day = DateField(label=_("До кой ден?"), error_messages={"required": _("Въведете ден")})
    hour = forms.CharField(
        label=_("До колко часа?"),
        help_text=_("Например 16:30"),
        max_length=5,
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-5"}),
        error_messages={
            "required": _("Въведете час, например 16:30"),
            "max_length": _("Въведете час, например 16:30"),
        },
    )

    def clean_hour(self) -> time:
        found = re.fullmatch(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])", self.cleaned_data["hour"].strip())
        if found is None:
            raise forms.ValidationError(_("Въведете час, например 16:30"))
        return time(int(found[1]), int(found[2]))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("day") and cleaned.get("hour"):
            until = cleaned["until"] = datetime.combine(cleaned["day"], cleaned["hour"], clock.SOFIA)
            if until <= clock.now():
                self.add_error("day", _("Въведете бъдещо време"))
        return cleaned


@official_required(*KEEPS)
@never_cache
@require_safe
def services(request: OfficialRequest) -> HttpResponse:
    """Show every service, and whether it takes applications now (A-06)."""
    rows = [(each, pause_of(each.slug)) for each in all_services()]
    return render(request, "staff/services.html", {"rows": rows})


@official_required(*KEEPS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def service_pause(request: OfficialRequest, slug: str) -> HttpResponse:
    """Say what stopping a service means, and stop it until a moment, or let it go on (A-06)."""
    of = service(slug)
    if of is None:
        raise Http404
    if request.POST.get("resume"):
        resume_service(request.official, slug)
        messages.success(request, str(RESUMED))
        return redirect("services")
    form = PauseForm(request.POST or None)
    if form.is_valid():
        pause_service(request.official, slug, form.cleaned_data["until"])
        messages.success(request, str(PAUSED))
        return redirect("services")
    drafts = Draft.objects.filter(service=slug, expires_at__gt=clock.now()).count() if of.forms else None
    context = {"service": of, "pause": pause_of(slug), "form": form, "drafts": drafts}
    return render(request, "staff/service_pause.html", context)
