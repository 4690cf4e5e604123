"""The pages of archive officers for holdings: ended insurers, their deposits, history, imports (O-20)."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nssi.access.guards import official_required
from nssi.access.models import Official
from nssi.access.visitors import OfficialRequest
from nssi.archive.actions.add_deposit import add_deposit
from nssi.archive.actions.add_insurer import add_insurer
from nssi.archive.actions.change_deposit import change_deposit
from nssi.archive.actions.change_insurer import change_insurer
from nssi.archive.actions.remove_deposit import remove_deposit
from nssi.archive.forms import DepositForm, EnquiryForm, InsurerForm
from nssi.archive.history import told_changes
from nssi.archive.holdings import AlreadyHeld, Overlaps
from nssi.archive.models import Deposit, HoldingsImport, TerminatedInsurer
from nssi.archive.protocol import protocol
from nssi.archive.queries import newest_insurers
from nssi.archive.search import Found, find_by_eik, find_by_name
from nssi.look.spreadsheets import csv_response

KEEPS = (Official.Role.ARCHIVE_OFFICER,)
"""Who keeps the holdings."""

ON_A_PAGE = 50

SAVED = _("Записано.")
REMOVED = _("Фондът е премахнат. Историята го пази.")


@official_required(*KEEPS)
@never_cache
@require_safe
def holdings(request: OfficialRequest) -> HttpResponse:
    """Show the ended insurers that a search finds, or those added last (O-20)."""
    form = EnquiryForm(request.GET if "ime" in request.GET else None)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        asked = form.cleaned_data
        found = _found(asked)
        context["found"] = found
        context["page"] = Paginator(found.insurers, ON_A_PAGE).get_page(request.GET.get("stranitsa"))
        context["query"] = urlencode(asked)
    elif not form.is_bound:
        context["newest"] = newest_insurers()
    return render(request, "archive/holdings.html", context)


def _found(asked: dict[str, str]) -> Found:
    if asked["eik"]:
        return find_by_eik(asked["eik"], public=False)
    return find_by_name(asked["ime"], asked["myasto"], public=False)


@official_required(*KEEPS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def insurer_new(request: OfficialRequest) -> HttpResponse:
    """Add an ended insurer (O-20)."""
    form = InsurerForm(request.POST or None)
    if form.is_valid():
        try:
            insurer = add_insurer(form.entered(), request.official)
        except AlreadyHeld as held:
            form.refuse(held)
        else:
            messages.success(request, str(SAVED))
            return redirect("holdings_insurer", insurer.pk)
    return render(request, "archive/insurer_edit.html", {"form": form})


@official_required(*KEEPS)
@never_cache
@require_safe
def insurer(request: OfficialRequest, insurer_id: int) -> HttpResponse:
    """Show an ended insurer with its deposits and what was changed (O-20)."""
    shown = _insurer(insurer_id)
    context = {
        "insurer": shown,
        "deposits": shown.deposits.select_related("place"),
        "changes": told_changes(shown),
    }
    return render(request, "archive/insurer.html", context)


@official_required(*KEEPS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def insurer_edit(request: OfficialRequest, insurer_id: int) -> HttpResponse:
    """Change the data of an ended insurer (O-20)."""
    shown = _insurer(insurer_id)
    form = InsurerForm(request.POST or None, initial=vars(shown))
    if form.is_valid():
        try:
            change_insurer(insurer_id, form.entered(), request.official)
        except AlreadyHeld as held:
            form.refuse(held)
        else:
            messages.success(request, str(SAVED))
            return redirect("holdings_insurer", insurer_id)
    return render(request, "archive/insurer_edit.html", {"form": form, "insurer": shown})


@official_required(*KEEPS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def deposit_new(request: OfficialRequest, insurer_id: int) -> HttpResponse:
    """Add documents of an insurer that were taken over (O-20)."""
    shown = _insurer(insurer_id)
    form = DepositForm(request.POST or None)
    if form.is_valid():
        try:
            add_deposit(insurer_id, form.entered(), request.official)
        except Overlaps as overlaps:
            form.refuse(overlaps)
        else:
            messages.success(request, str(SAVED))
            return redirect("holdings_insurer", insurer_id)
    return render(request, "archive/deposit_edit.html", {"form": form, "insurer": shown})


@official_required(*KEEPS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def deposit_edit(request: OfficialRequest, insurer_id: int, deposit_id: int) -> HttpResponse:
    """Change what is known of documents that were taken over (O-20)."""
    shown = get_object_or_404(Deposit.objects.select_related("insurer"), pk=deposit_id, insurer=insurer_id)
    form = DepositForm(request.POST or None, initial=vars(shown))
    if form.is_valid():
        try:
            change_deposit(insurer_id, deposit_id, form.entered(), request.official)
        except Overlaps as overlaps:
            form.refuse(overlaps)
        except Deposit.DoesNotExist:
            raise Http404 from None
        else:
            messages.success(request, str(SAVED))
            return redirect("holdings_insurer", insurer_id)
    context = {"form": form, "insurer": shown.insurer, "deposit": shown}
    return render(request, "archive/deposit_edit.html", context)


@official_required(*KEEPS)
@require_POST
def deposit_remove(request: OfficialRequest, insurer_id: int, deposit_id: int) -> HttpResponse:
    """Remove documents that were entered by mistake (O-20)."""
    try:
        remove_deposit(insurer_id, deposit_id, request.official)
    except (Deposit.DoesNotExist, TerminatedInsurer.DoesNotExist):
        raise Http404 from None
    messages.success(request, str(REMOVED))
    return redirect("holdings_insurer", insurer_id)


@official_required(*KEEPS)
@never_cache
@require_safe
def holdings_imports(request: OfficialRequest) -> HttpResponse:
    """Show the files from which holdings were imported, and what became of their rows."""
    page = Paginator(HoldingsImport.objects.order_by("-started_at"), ON_A_PAGE)
    shown = page.get_page(request.GET.get("stranitsa"))
    return render(request, "archive/imports.html", {"page": shown, "query": ""})


@official_required(*KEEPS)
@never_cache
@require_safe
def holdings_import_protocol(request: OfficialRequest, import_id: int) -> StreamingHttpResponse:
    """Hand over the protocol of an import as a table."""
    done = get_object_or_404(HoldingsImport, pk=import_id)
    return csv_response(protocol(done), f"protokol-{import_id}.csv")


def _insurer(insurer_id: int) -> TerminatedInsurer:
    return get_object_or_404(TerminatedInsurer.objects.defer("search"), pk=insurer_id)
