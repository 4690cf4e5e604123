"""Look after tries to pay of which nothing was told: register what was not, ask how the others stand."""

from datetime import timedelta

import structlog

from nssi.foundation import clock
from nssi.payments import jobs
from nssi.payments.actions.take_notice import take_notice
from nssi.payments.epayment import client
from nssi.payments.models import ENDED, OnlinePayment

AT_ONCE = 100
ASKED_AGAIN_IN = timedelta(minutes=10)

log = structlog.get_logger(__name__)


def look_after_payments() -> None:
    """Ask for those that are due; a notice that was lost is made up for, and one that comes later changes nothing."""
    if not client.is_connected():
        return
    due = list(
        OnlinePayment.objects.exclude(status__in=ENDED)
        .filter(looked_after_at__lte=clock.now())
        .order_by("looked_after_at")[:AT_ONCE]
    )
    OnlinePayment.objects.filter(pk__in=[each.pk for each in due]).update(
        looked_after_at=clock.now() + ASKED_AGAIN_IN
    )
    for payment in due:
        if not payment.reference:
            jobs.register_online_payment.defer(payment_id=str(payment.pk))
    references = [payment.reference for payment in due if payment.reference]
    try:
        told = client.statuses(references) if references else []
    except client.NotAnswered:
        log.warning("payments.statuses_not_answered", count=len(references))
        return
    for each in told:
        take_notice(each, asked=True)
