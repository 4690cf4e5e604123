"""Register a try to pay in the ePayment system; doing it again is the same request there."""

from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from nssi.foundation import clock
from nssi.payments.epayment import client
from nssi.payments.models import OnlinePayment
from nssi.people.identifiers import Kind

log = structlog.get_logger(__name__)

_KIND_CODES = {Kind.EGN: "1", Kind.LNCH: "2", Kind.NRA_NUMBER: "2"}
"""How the ePayment system tells kinds of personal numbers apart; a number of the НАП stands for a foreigner there."""


def register_online_payment(payment_id: UUID) -> None:
    """Register the try, unless it is registered. Raises NotAnswered, so that the job is done again."""
    payment = OnlinePayment.objects.select_related("fee__person", "fee__body").get(pk=payment_id)
    if payment.reference or payment.has_ended:
        return
    try:
        reference = client.register(_request(payment))
    except client.Refused:
        log.error("payments.not_registered", payment=str(payment_id))
        _end(payment_id)
        return
    with transaction.atomic():
        held = OnlinePayment.objects.select_for_update().get(pk=payment_id)
        if not held.reference:
            held.reference, held.status = reference, held.status or OnlinePayment.Status.PENDING
            held.changed_at = held.changed_at or clock.now()
            held.save()


def _end(payment_id: UUID) -> None:
    """Let a try that the system does not take end, so that the person can try again or pay at the counter."""
    OnlinePayment.objects.filter(pk=payment_id, reference="").update(
        status=OnlinePayment.Status.CANCELED, changed_at=clock.now()
    )


def _request(payment: OnlinePayment) -> dict[str, str]:
    fee = payment.fee
    number = fee.person.identifiers.order_by("kind").first()
    return {
        "aisPaymentId": f"{fee.pk.hex}-{payment.attempt}",
        "serviceProviderName": settings.INSTITUTION_NAME,
        "serviceProviderBank": settings.EPAYMENT_BANK,
        "serviceProviderBIC": settings.EPAYMENT_BIC,
        "serviceProviderIBAN": settings.EPAYMENT_IBAN,
        "currency": fee.currency,
        "paymentAmount": f"{fee.cents // 100}.{fee.cents % 100:02}",
        "paymentReason": fee.reason,
        "applicantUinTypeId": _KIND_CODES[Kind(number.kind)] if number else "",
        "applicantUin": number.number if number else "",
        "applicantName": fee.person.full_name,
        "paymentReferenceNumber": str(fee.pk),
        "paymentReferenceDate": clock.local(fee.asked_at).isoformat(),
        "expirationDate": f"{payment.expires_on.isoformat()}T23:59:59",
        "administrativeServiceNotificationURL": settings.EPAYMENT_NOTICE_URL + reverse("payment_notice"),
    }
