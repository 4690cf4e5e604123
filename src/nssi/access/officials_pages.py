"""The administrator's pages of officials' accounts (A-01): who there is, a new one, and letting one in again."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nssi.access.actions.create_official import create_official
from nssi.access.actions.recover_official import OwnAccount, recover_official, temporary_password
from nssi.access.actions.switch_official import switch_official
from nssi.access.guards import official_required
from nssi.access.models import Official
from nssi.access.second_factor.sealing import seal, unseal
from nssi.access.second_factor_forms import OfficialForm
from nssi.access.visitors import OfficialRequest

KEEPS_ACCOUNTS = (Official.Role.ADMINISTRATOR,)
_PASSWORD = "access.temporary_password"  # noqa: S105 – the name of a key

CREATED = _("Акаунтът е създаден.")
SWITCHED_OFF = _("Акаунтът е изключен. Служителят излезе от системата.")
SWITCHED_ON = _("Акаунтът е включен.")


@official_required(*KEEPS_ACCOUNTS)
@never_cache
@require_safe
def officials(request: OfficialRequest) -> HttpResponse:
    """Show all officials: role, place of work, and whether they can log in (A-01)."""
    found = Official.objects.select_related("competent_body", "app").order_by("full_name", "pk")
    return render(request, "access/officials.html", {"officials": found})


@official_required(*KEEPS_ACCOUNTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def official_new(request: OfficialRequest) -> HttpResponse:
    """Make an account; its temporary password is shown once, on the next page (A-01)."""
    form = OfficialForm(request.POST or None)
    if form.is_valid():
        password = temporary_password()
        typed: dict[str, Any] = form.cleaned_data
        made = create_official(password=password, temporary=True, by=request.official, **typed)
        request.session[_PASSWORD] = [made.pk, seal(password)]
        messages.success(request, str(CREATED))
        return redirect("official_account", made.pk)
    return render(request, "access/official_new.html", {"form": form})


@official_required(*KEEPS_ACCOUNTS)
@never_cache
@require_safe
def official_account(request: OfficialRequest, official_id: int) -> HttpResponse:
    """Show one account, and its temporary password where it was made just now (A-01)."""
    shown = get_object_or_404(Official.objects.select_related("competent_body", "app"), pk=official_id)
    kept = request.session.pop(_PASSWORD, None)
    context = {
        "account": shown,
        "keys": shown.security_keys.count(),
        "is_own": shown == request.official,
        "password": unseal(kept[1]) if kept and kept[0] == shown.pk else "",
    }
    return render(request, "access/official_account.html", context)


@official_required(*KEEPS_ACCOUNTS)
@require_POST
def official_recover(request: OfficialRequest, official_id: int) -> HttpResponse:
    """Let an official in again by a temporary password; app and keys are enrolled anew (O-01)."""
    get_object_or_404(Official, pk=official_id)
    try:
        password = recover_official(official_id, request.official)
    except OwnAccount:
        raise PermissionDenied from None
    request.session[_PASSWORD] = [official_id, seal(password)]
    return redirect("official_account", official_id)


@official_required(*KEEPS_ACCOUNTS)
@require_POST
def official_switch(request: OfficialRequest, official_id: int) -> HttpResponse:
    """Switch an account off or on (A-01)."""
    get_object_or_404(Official, pk=official_id)
    on = request.POST.get("on") == "1"
    try:
        switch_official(official_id, request.official, on=on)
    except OwnAccount:
        raise PermissionDenied from None
    messages.success(request, str(SWITCHED_ON if on else SWITCHED_OFF))
    return redirect("official_account", official_id)
