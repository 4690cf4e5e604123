"""The page of the tariff, for administrators (A-06)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nssi.access.guards import official_required
from nssi.access.models import Official
from nssi.access.visitors import OfficialRequest
from nssi.payments.actions.enter_price import enter_price
from nssi.payments.forms import TariffPriceForm
from nssi.payments.tariff import fee_names, tariff

ENTERS = (Official.Role.ADMINISTRATOR,)

SAVED = _("Цената е записана.")


@official_required(*ENTERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tariff_page(request: OfficialRequest) -> HttpResponse:
    """Show the prices of the tariff with their acts, and enter one (A-06)."""
    form = TariffPriceForm(request.POST or None)
    if form.is_valid():
        enter_price(**form.cleaned_data, official=request.official)
        messages.success(request, str(SAVED))
        return redirect("tariff")
    known = tariff()
    rows = [
        {"title": title, "value": value}
        for name, title in fee_names().items()
        for value in known.schedule(name).values
    ]
    missing = [title for name, title in fee_names().items() if not known.schedule(name).values]
    return render(request, "payments/tariff.html", {"form": form, "rows": rows, "missing": missing})
