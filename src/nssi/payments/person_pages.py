"""A person's fee: how it is paid, at the counter or online, and where the payment stands; and where the ePayment system tells."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nssi.access.guards import person_required, public
from nssi.access.visitors import PersonRequest
from nssi.payments.actions.begin_online_payment import begin_online_payment
from nssi.payments.actions.record_counter_payment import AlreadySettled
from nssi.payments.actions.take_notice import take_notice
from nssi.payments.epayment import client
from nssi.payments.epayment.signing import NotSigned, opened, signed
from nssi.payments.models import Fee, OnlinePayment

Status = OnlinePayment.Status

WAITING = frozenset({"", Status.AUTHORIZED, Status.ORDERED, Status.INPROGRESS})
"""A try to pay at which nobody but a machine is at work."""


@person_required
@never_cache
@require_safe
def my_fee(request: PersonRequest, fee_id: UUID) -> HttpResponse:
    """Show a fee of the person and how it is paid."""
    fee = _fee(request, fee_id)
    payment = _last_try(fee)
    context: dict[str, Any] = {"fee": fee, "payment": payment, "online": client.is_connected()}
    if fee.state == Fee.State.DUE and payment is not None:
        context |= _waiting(fee, payment)
        if payment.status == Status.PENDING:
            context |= {"portal": f"{_portal()}/vpos/payment", "fields": _to_the_portal(fee, payment)}
    return render(request, "payments/my_fee.html", context)


@person_required
@never_cache
@require_safe
def my_fee_progress(request: PersonRequest, fee_id: UUID) -> HttpResponse:
    """Say whether anything changed while a machine is at work on the payment; without scripts, the page itself."""
    if not request.headers.get("HX-Request"):
        return redirect("my_fee", fee_id)
    fee = _fee(request, fee_id)
    if request.GET.get("vidyano") == _seen(fee, _last_try(fee)):
        return HttpResponse(status=204)
    response = HttpResponse()
    response["HX-Redirect"] = reverse("my_fee", args=[fee_id])
    return response


@person_required
@require_POST
def my_fee_pay(request: PersonRequest, fee_id: UUID) -> HttpResponse:
    """Begin to pay online."""
    if not client.is_connected():
        raise Http404
    try:
        begin_online_payment(fee_id, request.person)
    except Fee.DoesNotExist:
        raise Http404 from None
    except AlreadySettled:
        pass  # the page says so
    return redirect("my_fee", fee_id)


@public
@csrf_exempt  # the ePayment system sends the browser back with a form of its own
@require_http_methods(["GET", "HEAD", "POST"])
def my_fee_return(request: HttpRequest, fee_id: UUID) -> HttpResponse:
    """Lead who comes back from the ePayment system to their fee; what was paid is told by the system itself, not by them."""
    return redirect("my_fee", fee_id)


@public
@csrf_exempt
@require_POST
def payment_notice(request: HttpRequest) -> JsonResponse:
    """Take what the ePayment system tells of a payment: 401 where it is not signed by it."""
    if not client.is_connected():
        raise Http404
    try:
        said = opened(settings.EPAYMENT_SECRET, request.POST.dict())
    except NotSigned:
        return JsonResponse({"success": False}, status=401)
    told = client.read_status(said)
    taken = told is not None and take_notice(told)
    return JsonResponse({"success": taken}, status=200 if taken else 400)


def _fee(request: PersonRequest, fee_id: UUID) -> Fee:
    return get_object_or_404(Fee.objects.select_related("body"), pk=fee_id, person=request.person)


def _last_try(fee: Fee) -> OnlinePayment | None:
    return fee.online_payments.order_by("-attempt").first()


def _waiting(fee: Fee, payment: OnlinePayment) -> dict[str, Any]:
    """Return what the progress shows; nothing where the person has to act."""
    if payment.status not in WAITING:
        return {}
    poll = reverse("my_fee_progress", args=[fee.pk])
    return {
        "text": _("Плащането се обработва.")
        if payment.status
        else _("Свързваме се със системата за електронни плащания…"),
        "poll_url": f"{poll}?vidyano={_seen(fee, payment)}",
        "check_url": reverse("my_fee", args=[fee.pk]),
    }


def _seen(fee: Fee, payment: OnlinePayment | None) -> str:
    return f"{fee.state}-{payment.attempt}-{payment.status}" if payment else fee.state


def _portal() -> str:
    return str(settings.EPAYMENT_PORTAL_URL).rstrip("/")


def _to_the_portal(fee: Fee, payment: OnlinePayment) -> dict[str, str]:
    """Return the signed form with which the browser goes to pay."""
    back = settings.PUBLIC_URL + reverse("my_fee_return", args=[fee.pk])
    said = {"id": payment.reference, "okUrl": back, "cancelUrl": back}
    return signed(settings.EPAYMENT_CLIENT_ID, settings.EPAYMENT_SECRET, said)
