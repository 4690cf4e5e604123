"""Begin a list of what a body pays up to a month; jobs draw it up block by block."""

from datetime import date
from typing import Any

from django.db import IntegrityError, connection, transaction

from nssi.access.models import Official
from nssi.audit import Actor, record
from nssi.foundation import clock
from nssi.payments import jobs
from nssi.payments.models import CashBenefit, PaymentBlock, PaymentList

BENEFITS_IN_BLOCK = 5000

_BLOCKS = """
INSERT INTO payments_paymentblock (list_id, first, last, state, payments, cents, held, without_account, overpaid, without_amount)
SELECT %(list)s, min(id), max(id), 'waiting', 0, 0, 0, 0, 0, 0
FROM (
    SELECT id, (row_number() OVER (ORDER BY id) - 1) / %(size)s AS block
    FROM payments_cashbenefit WHERE kind = %(kind)s AND body_id = %(body)s
) AS placed
GROUP BY block
"""


class NotToBeDrawn(Exception):  # noqa: N818 – an answer, no error of ours
    """The month is not over, or another list waits to be settled; `open_list` is that one."""

    def __init__(self, open_list: PaymentList | None = None) -> None:
        super().__init__()
        self.open_list = open_list


def draw_up_list(kind: CashBenefit.Kind, month: date, official: Official) -> PaymentList:
    """Begin the list of the official's body up to `month` (named by its first day), which must be over (Art. 54v(1)).

    It pays what is due for this and earlier months and was not paid before. Raises NotToBeDrawn.
    """
    if month >= clock.today().replace(day=1):
        raise NotToBeDrawn
    open_ones = PaymentList.objects.filter(
        kind=kind,
        body=official.competent_body_id,
        state__in=[PaymentList.State.DRAWING, PaymentList.State.DRAWN],
    )
    if begun := open_ones.first():
        raise NotToBeDrawn(begun)
    try:
        return _begin(kind, month, official)
    except IntegrityError:  # another official began one at the same moment
        raise NotToBeDrawn(open_ones.first()) from None


@transaction.atomic
def _begin(kind: CashBenefit.Kind, month: date, official: Official) -> PaymentList:
    body = str(official.competent_body_id)
    drawn = PaymentList.objects.create(
        kind=kind,
        body_id=body,
        month=month,
        serial=PaymentList.objects.filter(kind=kind, body=body, month=month).count() + 1,
        benefits=CashBenefit.objects.filter(kind=kind, body=body).count(),
        begun_at=clock.now(),
        begun_by=official,
    )
    values: dict[str, Any] = {"list": drawn.pk, "kind": kind, "body": body, "size": BENEFITS_IN_BLOCK}
    with connection.cursor() as cursor:
        cursor.execute(_BLOCKS, values)
    record(
        "payments.draw_up_list",
        actor=Actor.official(official.pk),
        subject_kind="payment_list",
        subject_id=str(drawn.pk),
        details={"benefits": drawn.benefits},
    )
    blocks = list(PaymentBlock.objects.filter(list=drawn).values_list("pk", flat=True))
    for block in blocks:
        jobs.draw_block_later(block)
    if not blocks:
        drawn.state, drawn.drawn_at = PaymentList.State.DRAWN, clock.now()
        drawn.save(update_fields=["state", "drawn_at"])
    return drawn
