"""How the signing provider does (A-08), and the procedures of issuing a PIK by phone (A-09)."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from nssi.access.guards import official_required
from nssi.access.models import Official
from nssi.access.reasons import ReasonField
from nssi.access.visitors import OfficialRequest
from nssi.audit.trail import record_look
from nssi.look.forms import PortalForm
from nssi.staff.pik_rows import SHOWN, procedures, requests_of, row_of
from nssi.staff.signing_rows import is_simulator, signing_figures

LOOKS_AFTER = (Official.Role.ADMINISTRATOR,)
ON_A_PAGE = 50


class StateForm(PortalForm):
    """Which procedures are shown. Its name stands in the address."""

    sastoyanie = forms.ChoiceField(label=_("Състояние"), choices=list(SHOWN.items()), required=False)


class WhyForm(PortalForm):
    """Why an official needs to know whose procedure it is."""

    why = ReasonField(label=_("Защо искате да видите лицето?"))


@official_required(*LOOKS_AFTER)
@never_cache
@require_safe
def signing_state(request: OfficialRequest) -> HttpResponse:
    """Show how the signing provider answers: the counts of a day, the last errors as codes (A-08)."""
    context = {"figures": signing_figures(), "is_simulator": is_simulator()}
    return render(request, "staff/signing_state.html", context)


@official_required(*LOOKS_AFTER)
@never_cache
@require_safe
def pik_procedures(request: OfficialRequest) -> HttpResponse:
    """Show the procedures with their times and where each stands; no code, and of the person a mask (A-09)."""
    form = StateForm(request.GET)
    if not form.is_valid():  # addresses grow old
        form = StateForm()
    shown = form.cleaned_data["sastoyanie"] if form.is_bound else ""
    page = Paginator(procedures(shown), ON_A_PAGE).get_page(request.GET.get("stranitsa"))
    context = {
        "form": form,
        "page": page,
        "rows": [row_of(procedure) for procedure in page],
        "query": urlencode({"sastoyanie": shown}),
    }
    return render(request, "staff/pik_procedures.html", context)


@official_required(*LOOKS_AFTER)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pik_procedure(request: OfficialRequest, procedure_id: UUID) -> HttpResponse:
    """Show one procedure step by step; who it is, once it was said why, and that is noted (A-09)."""
    found = get_object_or_404(procedures(""), pk=procedure_id)
    form = WhyForm(request.POST or None)
    context: dict[str, Any] = {**row_of(found), "requests": requests_of(found), "form": form}
    if found.person is not None and form.is_valid():
        record_look(request.official.pk, found.person.pk, form.cleaned_data["why"])
        context["whole"] = found.person.full_name
    return render(request, "staff/pik_procedure.html", context)
