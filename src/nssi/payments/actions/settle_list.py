"""Approve a list that another official drew up, or discard it (four eyes)."""

from datetime import date
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from nssi.access.models import Official
from nssi.audit import Actor, record
from nssi.foundation import clock
from nssi.institution.parameters import current_parameters
from nssi.payments.errors import PaymentRefused
from nssi.payments.models import BenefitPayment, PaymentList

State = PaymentList.State
PaymentState = BenefitPayment.State

_LEAVE_OUT_CHANGED = """
UPDATE payments_benefitpayment payment SET state = 'left_out'
FROM payments_cashbenefit benefit
WHERE payment.list_id = %(list)s AND payment.state = 'listed' AND benefit.id = payment.benefit_id AND (
    benefit.hold <> '' OR benefit.iban <> payment.iban OR benefit.body_id <> %(body)s OR EXISTS (
        SELECT FROM payments_paymentline line JOIN payments_amountdue due ON due.id = line.due_id
        WHERE line.payment_id = payment.id AND due.superseded_at IS NOT NULL
    )
)
"""


@transaction.atomic
def approve_list(list_id: UUID, official: Official, pay_on: date) -> PaymentList:
    """Approve the list: it is paid on `pay_on`, a working day. Raises PaymentRefused, PaymentList.DoesNotExist.

    What a later decision or another account made outdated since the list was drawn up is left out, for the next list to pay
    what is due then.
    """
    drawn = _hold(list_id, official)
    if drawn.begun_by_id == official.pk:
        raise PaymentRefused(_("Вие съставихте списъка. Одобрява го друг служител."))
    if pay_on < clock.today() or not current_parameters().calendar.is_working(pay_on):
        raise PaymentRefused(_("Изберете работен ден, който не е минал."))
    with connection.cursor() as cursor:
        cursor.execute(_LEAVE_OUT_CHANGED, {"list": drawn.pk, "body": drawn.body_id})
        left_out = cursor.rowcount
    sent = drawn.payments.filter(state=PaymentState.LISTED).update(state=PaymentState.SENT)
    if not sent:
        raise PaymentRefused(_("В списъка няма плащания. Отхвърлете го."))
    drawn.pay_on = pay_on
    _settle(drawn, State.APPROVED, official)
    details = {"sent": sent, "left_out": left_out}
    _note("payments.approve_list", drawn, official, details)
    return drawn


@transaction.atomic
def discard_list(list_id: UUID, official: Official) -> PaymentList:
    """Discard the list: it pays nothing, and another can be drawn up. Raises PaymentRefused, PaymentList.DoesNotExist."""
    drawn = _hold(list_id, official)
    left_out = drawn.payments.update(state=PaymentState.LEFT_OUT)
    _settle(drawn, State.DISCARDED, official)
    _note("payments.discard_list", drawn, official, {"left_out": left_out})
    return drawn


def _hold(list_id: UUID, official: Official) -> PaymentList:
    lists = PaymentList.objects.select_for_update().filter(body=official.competent_body_id)
    drawn = lists.get(pk=list_id)
    if drawn.state == State.DRAWING:
        raise PaymentRefused(_("Списъкът още се съставя."))
    if drawn.state != State.DRAWN:
        raise PaymentRefused(_("Списъкът вече е приключен."))
    return drawn


def _settle(drawn: PaymentList, state: PaymentList.State, official: Official) -> None:
    drawn.state, drawn.settled_at, drawn.settled_by = state, clock.now(), official
    drawn.save(update_fields=["state", "settled_at", "settled_by", "pay_on"])


def _note(event: str, drawn: PaymentList, official: Official, details: dict[str, int]) -> None:
    record(
        event,
        actor=Actor.official(official.pk),
        subject_kind="payment_list",
        subject_id=str(drawn.pk),
        details=details,
    )
