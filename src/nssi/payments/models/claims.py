"""What an order asks back of a benefit that was paid without ground, and what its person paid back (Art. 114). Amounts are euro cents."""

from django.db import models
from django.db.models import Q

from nssi.access.models import Official
from nssi.payments.models.benefits import CashBenefit


class RepaymentClaim(models.Model):
    """An order to pay back: its sum, whether with interest. `order_id`: as the room knows it that ordered.

    Nothing of it changes, but that a decision on an appeal may revoke it (`revoked_at`): then nothing is owed by it.
    """

    id = models.BigAutoField(primary_key=True)
    benefit = models.ForeignKey(CashBenefit, on_delete=models.PROTECT, related_name="claims")
    order_id = models.CharField(max_length=50)
    cents = models.PositiveIntegerField()
    with_interest = models.BooleanField()
    ordered_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("ordered_at", "pk")
        constraints = [
            models.UniqueConstraint(fields=["benefit", "order_id"], name="repayment_claim_once"),
            models.CheckConstraint(condition=Q(cents__gt=0), name="repayment_claim_asks_for_something"),
        ]

    def __str__(self) -> str:
        return f"{self.benefit_id}: {self.order_id}"


class ClaimedSum(models.Model):
    """A part of a claim: what was received for a month without ground, and on which day. Append-only."""

    id = models.BigAutoField(primary_key=True)
    claim = models.ForeignKey(RepaymentClaim, on_delete=models.PROTECT, related_name="sums")
    month = models.DateField(help_text="its first day")
    received_on = models.DateField()
    cents = models.PositiveIntegerField()

    class Meta:
        ordering = ("received_on", "pk")
        constraints = [models.CheckConstraint(condition=Q(cents__gt=0), name="claimed_sum_is_something")]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.month}"


class Repayment(models.Model):
    """Money that came back from the person: the day it came, the paper that proves it, who entered it.

    What was entered stays as it was; an entry that is wrong is cancelled with its reason, and counts no more.
    """

    id = models.BigAutoField(primary_key=True)
    claim = models.ForeignKey(RepaymentClaim, on_delete=models.PROTECT, related_name="repayments")
    paid_on = models.DateField()
    cents = models.PositiveIntegerField()
    proof = models.CharField(max_length=100)
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cancelled_why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("paid_on", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(cents__gt=0), name="repayment_is_something"),
            models.CheckConstraint(
                condition=Q(cancelled_at=None, cancelled_by=None, cancelled_why="")
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False) & ~Q(cancelled_why=""),
                name="repayment_is_cancelled_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.paid_on}"
