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
    personal data).
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

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id"], name="fee_once"),
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

    @property
    def is_paid(self) -> bool:
        """Whether it is paid."""
        return self.state == self.State.PAID

    def __str__(self) -> str:
        return f"{self.id} ({self.state})"


class OnlinePayment(models.Model):
    """One try to pay a fee through the national ePayment system.

    `reference`: what the system calls it, once it is registered there; `status`: what the system said last, since
    `changed_at` by its own clock. Asked again after it ended unpaid, a fee has another try with the next `attempt`.
    """

    class Status(models.TextChoices):
        """What the system says of a request."""

        PENDING = "PENDING", _("чака плащане")
        AUTHORIZED = "AUTHORIZED", _("плащането се обработва")
        ORDERED = "ORDERED", _("плащането се обработва")
        INPROGRESS = "INPROGRESS", _("плащането се обработва")
        PAID = "PAID", _("платено")
        EXPIRED = "EXPIRED", _("срокът изтече")
        CANCELED = "CANCELED", _("отказано")
        SUSPENDED = "SUSPENDED", _("спряно")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    fee = models.ForeignKey(Fee, on_delete=models.PROTECT, related_name="online_payments")
    attempt = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField()
    expires_on = models.DateField(help_text="the last day on which it can be paid there")
    reference = models.CharField(max_length=40, blank=True)
    status = models.CharField(
        max_length=20, choices=Status, blank=True, help_text="empty until it is registered"
    )
    changed_at = models.DateTimeField(null=True)
    looked_after_at = models.DateTimeField(help_text="when the sweeper asks next if nothing was told")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fee", "attempt"], name="online_payment_attempts"),
            models.UniqueConstraint(
                fields=["reference"], condition=~Q(reference=""), name="online_payment_reference_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["looked_after_at"],
                condition=~Q(status__in=["PAID", "EXPIRED", "CANCELED", "SUSPENDED"]),
                name="online_payment_open",
            )
        ]

    @property
    def has_ended(self) -> bool:
        """Whether nothing more comes of it."""
        return self.status in ENDED

    def __str__(self) -> str:
        return f"{self.id} ({self.status})"


Status = OnlinePayment.Status

ENDED = frozenset({Status.PAID, Status.EXPIRED, Status.CANCELED, Status.SUSPENDED})


class PaymentNotice(models.Model):
    """What the ePayment system told of a try to pay, as it came, and what became of it. Append-only."""

    class Outcome(models.TextChoices):
        """What was done about it."""

        TAKEN = "taken"
        REPEATED = "repeated"
        STALE = "stale"

    payment = models.ForeignKey(OnlinePayment, on_delete=models.PROTECT, related_name="notices")
    status = models.CharField(max_length=20)
    changed_at = models.DateTimeField(help_text="as the sender says")
    received_at = models.DateTimeField()
    asked = models.BooleanField(help_text="whether it is the answer to a question of ours")
    outcome = models.CharField(max_length=10, choices=Outcome)

    class Meta:
        ordering = ("received_at", "id")

    def __str__(self) -> str:
        return f"{self.status} of {self.payment_id}"
