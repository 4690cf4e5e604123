"""Fees that persons owe for a service, and how they were paid."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nssi.access.models import Official
from nssi.institution.models import CompetentBody
from nssi.law.money import Currency
from nssi.people.models import Person


class Fee(models.Model):
    """What a person owes for one thing, known by kind and id as the room knows it that asks for it.

    It is asked for once, paid once, and never paid back by itself. `reason` is what the payment says (at most 70 signs, without
    personal data). `reference`: what the ePayment system calls it; `online_status`: what it said last (`OnlineStatus`), with
    the time of that; `access_code` opens it there without a login.
    """

    class State(models.TextChoices):
        """Whether it is paid. `paid` and `cancelled` are for good."""

        DUE = "due", _("чака плащане")
        PAID = "paid", _("платена")
        CANCELLED = "cancelled", _("отпаднала")

    class PaidBy(models.TextChoices):
        """The way on which it was paid."""

        COUNTER = "counter", _("на гише")
        ONLINE = "online", _("чрез системата за електронни плащания")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject_kind = models.CharField(max_length=50)
    subject_id = models.CharField(max_length=50)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="fees")
    body = models.ForeignKey(CompetentBody, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=70)
    cents = models.PositiveIntegerField()
    currency = models.CharField(max_length=3, choices=[(Currency.EUR.value, "€")], default=Currency.EUR.value)
    tariff_verified = models.BooleanField(help_text="whether the price is confirmed by the tariff itself")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.DUE)
    settled_at = models.DateTimeField(null=True, help_text="when it was paid, or fell away")
    paid_by = models.CharField(max_length=10, choices=PaidBy, blank=True)
    receipt_number = models.CharField(max_length=40, blank=True, help_text="of the receipt of the counter")
    recorded_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, related_name="+")
    reference = models.CharField(max_length=40, blank=True)
    access_code = models.CharField(max_length=40, blank=True)
    online_status = models.CharField(max_length=20, blank=True)
    online_changed_at = models.DateTimeField(null=True)
    asked_online_at = models.DateTimeField(null=True, help_text="when the person chose to pay online")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id"], name="fee_once"),
            models.UniqueConstraint(
                fields=["reference"], condition=~Q(reference=""), name="fee_known_online_by_one_reference"
            ),
            models.CheckConstraint(
                condition=Q(state="due", settled_at=None, paid_by="")
                | Q(state="paid", settled_at__isnull=False) & ~Q(paid_by="")
                | Q(state="cancelled", settled_at__isnull=False, paid_by=""),
                name="fee_paid_in_some_way",
            ),
            models.CheckConstraint(
                condition=~Q(paid_by="counter") | Q(recorded_by__isnull=False) & ~Q(receipt_number=""),
                name="fee_paid_at_the_counter_with_a_receipt",
            ),
            models.CheckConstraint(condition=Q(cents__gt=0), name="fee_costs_something"),
        ]
        indexes = [
            models.Index(
                fields=["asked_online_at"],
                condition=Q(state="due", asked_online_at__isnull=False),
                name="fee_waiting_online",
            )
        ]

    @property
    def is_paid(self) -> bool:
        """Whether it is paid."""
        return self.state == self.State.PAID

    def __str__(self) -> str:
        return f"{self.id} ({self.state})"


class PaymentNotice(models.Model):
    """What the ePayment system told of a fee, as it came, and what became of it. Append-only."""

    class Outcome(models.TextChoices):
        """What was done about it."""

        TAKEN = "taken"
        REPEATED = "repeated"
        STALE = "stale"

    fee = models.ForeignKey(Fee, on_delete=models.PROTECT, related_name="notices")
    status = models.CharField(max_length=20)
    changed_at = models.DateTimeField(help_text="as the sender says")
    received_at = models.DateTimeField()
    asked = models.BooleanField(help_text="whether it is the answer to a question of ours")
    outcome = models.CharField(max_length=10, choices=Outcome)

    class Meta:
        ordering = ("received_at", "id")

    def __str__(self) -> str:
        return f"{self.status} of {self.fee_id}"


class TariffPrice(models.Model):
    """A price of the tariff as the institution entered it; of one day the last one entered holds. Append-only.

    `name` is the parameter of the law room that it stands in for; `verified`: whether it was read in the tariff itself.
    """

    name = models.CharField(max_length=60)
    since = models.DateField()
    cents = models.PositiveIntegerField(help_text="euro cents")
    act = models.CharField(max_length=200, help_text="by which act or order")
    verified = models.BooleanField()
    entered_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ("entered_at", "id")

    def __str__(self) -> str:
        return f"{self.name} {self.since}"
