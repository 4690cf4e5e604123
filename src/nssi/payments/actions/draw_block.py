"""Draw up one block of a list, once, in one transaction: the database computes what is owed and writes the payments."""

from typing import Any

from django.db import connection, transaction

from nssi.foundation import clock
from nssi.payments.models import PaymentBlock, PaymentList

_DRAW = """
WITH benefit AS (
    SELECT benefit.id, benefit.iban, benefit.hold, benefit.person_id, benefit.unknown_from, benefit.asked_back
    FROM payments_cashbenefit benefit
    WHERE benefit.kind = %(kind)s AND benefit.body_id = %(body)s AND benefit.id BETWEEN %(first)s AND %(last)s
), paid AS (
    SELECT line.benefit_id, line.month, sum(line.cents) AS cents
    FROM payments_paymentline line JOIN payments_benefitpayment payment ON payment.id = line.payment_id
    WHERE line.benefit_id BETWEEN %(first)s AND %(last)s AND payment.state IN ('listed', 'sent')
    GROUP BY line.benefit_id, line.month
), open_month AS (
    SELECT due.id AS due_id, due.benefit_id, due.month, due.euro_cents - coalesce(paid.cents, 0) AS cents
    FROM payments_amountdue due
    JOIN benefit ON benefit.id = due.benefit_id
    LEFT JOIN paid ON paid.benefit_id = due.benefit_id AND paid.month = due.month
    WHERE due.superseded_at IS NULL AND due.month <= %(month)s
        AND due.benefit_id BETWEEN %(first)s AND %(last)s AND due.euro_cents <> coalesce(paid.cents, 0)
), owed AS (
    SELECT benefit_id, coalesce(sum(cents) FILTER (WHERE cents > 0), 0) AS cents, coalesce(sum(-cents) FILTER (WHERE cents < 0), 0) AS overpaid
    FROM open_month GROUP BY benefit_id
), made AS (
    INSERT INTO payments_benefitpayment (id, list_id, benefit_id, payee, iban, cents, state)
    SELECT gen_random_uuid(), %(list)s, benefit.id, coalesce(
            nullif(concat_ws(' ', nullif(first_name, ''), nullif(middle_name, ''), nullif(last_name, '')), ''),
            concat_ws(' ', nullif(first_name_latin, ''), nullif(middle_name_latin, ''), nullif(last_name_latin, ''))
        ), benefit.iban, owed.cents, 'listed'
    FROM owed JOIN benefit ON benefit.id = owed.benefit_id JOIN people_person person ON person.id = benefit.person_id
    WHERE owed.cents > 0 AND benefit.hold = '' AND benefit.iban <> ''
    RETURNING id, benefit_id, cents
), lines AS (
    INSERT INTO payments_paymentline (payment_id, due_id, benefit_id, month, cents)
    SELECT made.id, open_month.due_id, open_month.benefit_id, open_month.month, open_month.cents
    FROM open_month JOIN made ON made.benefit_id = open_month.benefit_id
    WHERE open_month.cents > 0
)
UPDATE payments_paymentblock SET
    state = 'done',
    payments = (SELECT count(*) FROM made),
    cents = (SELECT coalesce(sum(cents), 0) FROM made),
    held = (SELECT count(*) FROM owed JOIN benefit ON benefit.id = benefit_id WHERE cents > 0 AND hold <> ''),
    without_account = (
        SELECT count(*) FROM owed JOIN benefit ON benefit.id = benefit_id WHERE cents > 0 AND hold = '' AND iban = ''
    ),
    overpaid = (SELECT count(*) FROM owed JOIN benefit ON benefit.id = benefit_id WHERE overpaid > asked_back),
    without_amount = (SELECT count(*) FROM benefit WHERE unknown_from <= %(month)s)
WHERE id = %(block)s
"""


@transaction.atomic
def draw_block(block_id: int) -> None:
    """Draw the block up, or do nothing where it is done. The last one lets the list wait for its approval."""
    block = (
        PaymentBlock.objects.select_for_update(of=("self",))
        .select_related("list")
        .filter(pk=block_id, state=PaymentBlock.State.WAITING, list__state=PaymentList.State.DRAWING)
        .first()
    )
    if block is None:
        return
    values: dict[str, Any] = {
        "block": block.pk,
        "list": block.list_id,
        "kind": block.list.kind,
        "body": block.list.body_id,
        "month": block.list.month,
        "first": block.first,
        "last": block.last,
    }
    with connection.cursor() as cursor:
        # a plan for any block would not know that a block is a small part of the table, and takes seven times as long
        cursor.execute("SET LOCAL plan_cache_mode = force_custom_plan")
        cursor.execute(_DRAW, values)


@transaction.atomic
def end_list(block_id: int) -> None:
    """Note that the list is drawn up where this was the last of its blocks."""
    block = PaymentBlock.objects.get(pk=block_id)
    drawn = PaymentList.objects.select_for_update().get(pk=block.list_id)
    if drawn.state != PaymentList.State.DRAWING:
        return
    if drawn.blocks.filter(state=PaymentBlock.State.WAITING).exists():
        return
    drawn.state, drawn.drawn_at = PaymentList.State.DRAWN, clock.now()
    drawn.save(update_fields=["state", "drawn_at"])
