"""Ask back what was paid too much of a benefit, by an order; and let it be asked back no more."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from nssi.foundation import clock
from nssi.payments.benefit_queries import MonthOfBenefit, months_of
from nssi.payments.models import CashBenefit, ClaimedSum, RepaymentClaim


@dataclass(frozen=True)
class Received:
    """What was received for a month (named by its first day) without ground, and on which day; in euro cents."""

    month: date
    received_on: date
    cents: int


def ask_back(
    benefit: CashBenefit, order_id: str, asked: Mapping[date, int], *, with_interest: bool
) -> RepaymentClaim:
    """Note what an order asks back (cents by month), in the transaction of the order. Lists tell of the rest alone."""
    parts = received(benefit, asked)
    total = sum(each.cents for each in parts)
    CashBenefit.objects.filter(pk=benefit.pk).update(asked_back=F("asked_back") + total)
    claim = RepaymentClaim.objects.create(
        benefit=benefit,
        order_id=order_id,
        cents=total,
        with_interest=with_interest,
        ordered_at=clock.now(),
    )
    ClaimedSum.objects.bulk_create(
        ClaimedSum(claim=claim, month=each.month, received_on=each.received_on, cents=each.cents)
        for each in parts
    )
    return claim


def revoke_claim(benefit: CashBenefit, order_id: str) -> None:
    """Let nothing be owed by an order that was revoked, in the transaction of the decision; it may be asked back anew."""
    claim = RepaymentClaim.objects.select_for_update().get(benefit=benefit, order_id=order_id)
    if claim.revoked_at is not None:
        return
    claim.revoked_at = clock.now()
    claim.save(update_fields=["revoked_at"])
    CashBenefit.objects.filter(pk=benefit.pk).update(asked_back=F("asked_back") - claim.cents)


def received(benefit: CashBenefit, asked: Mapping[date, int]) -> list[Received]:
    """Return on which days what is asked back (cents by month) was received: of a month the last that came."""
    months = {each.month: each for each in months_of(benefit)}
    return [
        Received(month, day, part)
        for month, cents in asked.items()
        for day, part in _last_paid(months[month], cents)
    ]


def _last_paid(month: MonthOfBenefit, cents: int) -> Iterator[tuple[date, int]]:
    for line in reversed(month.lines):
        pay_on = line.payment.list.pay_on
        if line.payment.state != line.payment.State.SENT or pay_on is None or not cents:
            continue
        part = min(cents, line.cents)
        cents -= part
        yield pay_on, part
