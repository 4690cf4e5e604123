"""The pages of payment lists for officials: what is drawn up, its report, its files, and payments that came back (O-43, O-44)."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nssi.access.guards import official_required
from nssi.access.models import Official
from nssi.access.visitors import OfficialRequest
from nssi.audit import Actor, record
from nssi.law.calendar import Month
from nssi.look.forms import ErrorEntry
from nssi.look.spreadsheets import csv_response
from nssi.look.typography import number_text
from nssi.payments.actions.draw_up_list import NotToBeDrawn, draw_up_list
from nssi.payments.actions.enter_return import enter_return
from nssi.payments.actions.settle_list import approve_list, discard_list
from nssi.payments.bank_file import bank_file, can_pay
from nssi.payments.benefit_queries import lists_of, not_paid_in, overpaid_in, report_of
from nssi.payments.errors import PaymentRefused
from nssi.payments.list_forms import ApproveForm, DrawUpForm, FindPaymentForm, ReturnForm
from nssi.payments.models import BenefitPayment, CashBenefit, PaymentLine, PaymentList, PaymentReturn
from nssi.payments.sources import case_page, receipt_page

PAYS = (Official.Role.UNEMPLOYMENT_INSPECTOR,)
KIND = CashBenefit.Kind.UNEMPLOYMENT

LISTS_SHOWN = 24
PAYMENTS_SHOWN = 50
EXCEPTIONS_SHOWN = 50

APPROVED = gettext_lazy("Списъкът е одобрен.")
DISCARDED = gettext_lazy("Списъкът е отхвърлен. Нищо не се плаща по него.")
RETURNED = gettext_lazy("Връщането е вписано. Сумата отново е дължима.")

State = PaymentList.State


@official_required(*PAYS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def payment_lists(request: OfficialRequest) -> HttpResponse:
    """Show the lists of the official's body, begin another, and look payments up by the number of a registration (O-43)."""
    form = DrawUpForm(request.POST or None)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        try:
            drawn = draw_up_list(KIND, form.cleaned_data["month"], request.official)
        except NotToBeDrawn as refusal:
            text = (
                _("Първо приключете списъка, който чака одобрение.")
                if refusal.open_list
                else _("Месецът не е изтекъл.")
            )
            context["error_entries"] = [ErrorEntry(text, "id_month")]
        else:
            return redirect("payment_list", drawn.pk)
    find = FindPaymentForm(request.GET)
    number = find.cleaned_data["nomer"].strip() if find.is_valid() else ""
    context |= {
        "find": find,
        "number": number,
        "found": _payments_of(request.official, number) if number else [],
        "lists": lists_of(str(request.official.competent_body_id))[:LISTS_SHOWN],
    }
    return render(request, "payments/lists.html", context)


@official_required(*PAYS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def payment_list(request: OfficialRequest, list_id: UUID) -> HttpResponse:
    """Show how far a list is, what it pays and what it does not, and approve it (O-44)."""
    drawn = _list(request, list_id)
    form = ApproveForm(request.POST or None)
    context: dict[str, Any] = {"list": drawn, "form": form}
    if form.is_valid():
        try:
            approve_list(list_id, request.official, form.cleaned_data["pay_on"])
        except PaymentRefused as refusal:
            context["error_entries"] = [ErrorEntry(str(refusal), "main-content")]
        else:
            messages.success(request, str(APPROVED))
            return redirect("payment_list", list_id)
    return render(request, "payments/list.html", context | _report(request, drawn))


@official_required(*PAYS)
@require_POST
def payment_list_discard(request: OfficialRequest, list_id: UUID) -> HttpResponse:
    """Discard a list that waits for its approval."""
    try:
        discard_list(list_id, request.official)
    except PaymentList.DoesNotExist:
        raise Http404 from None
    except PaymentRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, str(DISCARDED))
    return redirect("payment_list", list_id)


@official_required(*PAYS)
@never_cache
@require_safe
def payment_list_progress(request: OfficialRequest, list_id: UUID) -> HttpResponse:
    """Say how far the list is drawn up; without scripts, the list itself."""
    drawn = _list(request, list_id)
    if not request.headers.get("HX-Request"):
        return redirect("payment_list", list_id)
    progress = _progress(drawn, report_of(drawn))
    if not progress:
        response = HttpResponse()
        response["HX-Redirect"] = reverse("payment_list", args=[list_id])
        return response
    if request.GET.get("vidyano") == progress["seen"]:
        return HttpResponse(status=204)
    return render(request, "components/_progress.html", progress)


@official_required(*PAYS)
@never_cache
@require_safe
def payment_list_bank_file(request: OfficialRequest, list_id: UUID) -> StreamingHttpResponse:
    """Hand over the order to the bank (pain.001)."""
    approved = _list(request, list_id)
    if approved.state != State.APPROVED or not can_pay():
        raise Http404
    _note_download(request, approved, "bank_file")
    response = StreamingHttpResponse(bank_file(approved), content_type="application/xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{approved.code}.xml"'
    return response


@official_required(*PAYS)
@never_cache
@require_safe
def payment_list_table(request: OfficialRequest, list_id: UUID) -> StreamingHttpResponse:
    """Hand over what a list pays as a table (CSV), a line for each month of each payment."""
    drawn = _list(request, list_id)
    if drawn.state == State.DRAWING:
        raise Http404
    _note_download(request, drawn, "table")
    return csv_response(_table(drawn), f"{drawn.code}.csv")


@official_required(*PAYS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def benefit_payment(request: OfficialRequest, payment_id: UUID) -> HttpResponse:
    """Show a payment with the receipt behind each figure, and enter that it came back (O-45)."""
    payments = BenefitPayment.objects.select_related("list", "benefit", "came_back__official")
    payment = get_object_or_404(payments, pk=payment_id, list__body=request.official.competent_body_id)
    form = ReturnForm(request.POST or None)
    context: dict[str, Any] = {"payment": payment, "form": form}
    if form.is_valid():
        try:
            why = PaymentReturn.Why(form.cleaned_data["why"])
            enter_return(payment_id, request.official, form.cleaned_data["returned_on"], why)
        except PaymentRefused as refusal:
            context["error_entries"] = [ErrorEntry(str(refusal), "main-content")]
        else:
            messages.success(request, str(RETURNED))
            return redirect("benefit_payment", payment_id)
    record(
        "payments.looked",
        actor=Actor.official(request.official.pk),
        subject_kind="benefit_payment",
        subject_id=str(payment_id),
        about=payment.benefit.person_id,
    )
    context |= {
        "lines": [
            {
                "line": line,
                "month": Month.of(line.month).told,
                "receipt": receipt_page(payment.benefit, line.due.decision_id),
            }
            for line in payment.lines.select_related("due").order_by("month")
        ],
        "case_url": case_page(payment.benefit),
        "came_back": getattr(payment, "came_back", None),
        "may_return": payment.state == BenefitPayment.State.SENT,
    }
    return render(request, "payments/payment.html", context)


def _list(request: OfficialRequest, list_id: UUID) -> PaymentList:
    return get_object_or_404(lists_of(str(request.official.competent_body_id)), pk=list_id)


def _payments_of(official: Official, number: str) -> list[BenefitPayment]:
    payments = BenefitPayment.objects.filter(
        benefit__number=number, benefit__kind=KIND, list__body=official.competent_body_id
    )
    return list(payments.select_related("list", "benefit").order_by("-list__begun_at"))


def _report(request: OfficialRequest, drawn: PaymentList) -> dict[str, Any]:
    report = report_of(drawn)
    context = {
        "report": report,
        "can_pay": can_pay(),
        "month": Month.of(drawn.month).told,
        **_progress(drawn, report),
    }
    if drawn.state == State.DRAWING:
        return context
    after = request.GET.get("sled", "")
    payments = drawn.payments.select_related("benefit").order_by("benefit_id")
    if after.isascii() and after.isdigit() and len(after) < 18:
        payments = payments.filter(benefit__gt=int(after))
    shown = list(payments[: PAYMENTS_SHOWN + 1])
    if len(shown) > PAYMENTS_SHOWN:
        shown.pop()
        context["next"] = urlencode({"sled": shown[-1].benefit_id})
    asks = report["held"] + report["without_account"] + report["without_amount"]
    return context | {
        "payments": shown,
        "not_paid": [(each, case_page(each)) for each in not_paid_in(drawn, EXCEPTIONS_SHOWN)]
        if asks
        else [],
        "overpaid": [(each, cents, case_page(each)) for each, cents in overpaid_in(drawn, EXCEPTIONS_SHOWN)]
        if report["overpaid"]
        else [],
        "is_own": drawn.begun_by_id == request.official.pk,
    }


def _progress(drawn: PaymentList, report: dict[str, int]) -> dict[str, Any]:
    """Return what the progress shows; nothing where the list is drawn up."""
    if drawn.state != State.DRAWING:
        return {}
    seen = str(report["blocks_done"])
    poll = reverse("payment_list_progress", args=[drawn.pk])
    text = _("Списъкът се съставя: готови са %(done)s от %(all)s части.") % {
        "done": report["blocks_done"],
        "all": report["blocks"],
    }
    return {
        "text": text,
        "seen": seen,
        "poll_url": f"{poll}?{urlencode({'vidyano': seen})}",
        "check_url": reverse("payment_list", args=[drawn.pk]),
    }


def _note_download(request: OfficialRequest, drawn: PaymentList, what: str) -> None:
    record(
        "payments.download_list",
        actor=Actor.official(request.official.pk),
        subject_kind="payment_list",
        subject_id=str(drawn.pk),
        details={"what": what},
    )


def _table(drawn: PaymentList) -> Iterator[Sequence[object]]:
    yield (
        _("Регистрация"),
        _("Име"),
        _("IBAN"),
        _("Месец"),
        _("Работни дни"),
        _("Размер по обосновката"),
        _("Валута"),
        _("За плащане (евро)"),
        _("Решение"),
        _("Плащане"),
        _("Състояние"),
    )
    lines = PaymentLine.objects.filter(payment__list=drawn).select_related("payment", "benefit", "due")
    for line in lines.order_by("benefit_id", "month").iterator(2000):
        yield (
            line.benefit.number,
            line.payment.payee,
            line.payment.iban,
            f"{line.month:%m.%Y}",
            line.due.working_days,
            number_text(Decimal(line.due.cents) / 100, 2),
            line.due.currency,
            number_text(Decimal(line.cents) / 100, 2),
            line.due.decision_id,
            line.payment.pk,
            line.payment.get_state_display(),
        )
