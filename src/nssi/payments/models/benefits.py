"""Cash benefits that are paid month by month: what is due, in which list it is paid, and what came back (S1.11, S1.12).

What is due comes from the receipt of a decision; what is paid is the difference to what was paid before. Amounts are euro cents.
"""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nssi.access.models import Official
from nssi.institution.models import CompetentBody
from nssi.law.money import Currency
from nssi.people.models import Person


class CashBenefit(models.Model):
    """A benefit that was granted: to whom, by which body, to which account it is paid.

    The subject is what it was granted for, by kind and id, as the room knows it that granted it; `number`: under which it goes
    in payments and documents. `unknown_from`: the first month whose amount the decision could not tell yet. While `hold` says
    why, nothing is paid, and what is due waits.
    """

    class Kind(models.TextChoices):
        """Which benefit it is."""

        UNEMPLOYMENT = "unemployment_benefit", _("парично обезщетение за безработица")

    class Hold(models.TextChoices):
        """Why nothing is paid at present."""

        RETURNED = "returned", _("плащане се върна: нужна е друга сметка")
        WITHDRAWN = "withdrawn", _("заявлението е оттеглено")

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=30, choices=Kind)
    subject_kind = models.CharField(max_length=50)
    subject_id = models.CharField(max_length=50)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cash_benefits")
    body = models.ForeignKey(CompetentBody, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=30)
    iban = models.CharField(max_length=34, blank=True)
    unknown_from = models.DateField(null=True, blank=True)
    asked_back = models.PositiveIntegerField(
        default=0, help_text="euro cents that orders ask back of what was paid too much"
    )
    hold = models.CharField(max_length=10, choices=Hold, blank=True)
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject_kind", "subject_id"], name="benefit_once")]
        indexes = [
            models.Index(fields=["kind", "body", "id"], name="benefit_of_body"),
            models.Index(fields=["number"], name="benefit_number"),
        ]

    def __str__(self) -> str:
        return self.number


class AmountDue(models.Model):
    """What is due for a month of a benefit, as the receipt of a decision says.

    `cents` with `currency` are those of the receipt; `euro_cents` is what is paid. A decision that says otherwise supersedes it
    by another row (of zero where nothing is due any more); the row itself never changes.
    """

    id = models.BigAutoField(primary_key=True)
    benefit = models.ForeignKey(CashBenefit, on_delete=models.PROTECT, related_name="amounts")
    month = models.DateField(help_text="its first day")
    working_days = models.PositiveSmallIntegerField()
    cents = models.PositiveIntegerField()
    currency = models.CharField(max_length=3, choices=[(each.value, each.value) for each in Currency])
    euro_cents = models.PositiveIntegerField()
    decision_id = models.CharField(max_length=50, help_text="as the room knows it that decided")
    stated_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["benefit", "month"], condition=Q(superseded_at=None), name="amount_due_once_a_month"
            ),
            models.CheckConstraint(
                condition=~Q(currency="EUR") | Q(cents=F("euro_cents")), name="amount_due_in_euro_is_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.benefit_id} {self.month}"


class PaymentList(models.Model):
    """What a body pays up to a month, to all its benefits of a kind: drawn up by one official, approved by another.

    It is drawn up in blocks. Approved, it is paid on `pay_on` and never changes; a discarded one pays nothing.
    """

    class State(models.TextChoices):
        """How far the list is."""

        DRAWING = "drawing", _("съставя се")
        DRAWN = "drawn", _("чака одобрение")
        APPROVED = "approved", _("одобрен")
        DISCARDED = "discarded", _("отхвърлен")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=30, choices=CashBenefit.Kind)
    body = models.ForeignKey(CompetentBody, on_delete=models.PROTECT, related_name="+")
    month = models.DateField(help_text="the first day of the last month that it pays")
    serial = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAWING)
    benefits = models.PositiveIntegerField(default=0, help_text="how many there are to look at")
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True, help_text="when it was approved or discarded")
    settled_by = models.ForeignKey(
        Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    pay_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "body", "month", "serial"], name="payment_list_serial"),
            models.UniqueConstraint(
                fields=["kind", "body"],
                condition=Q(state__in=["drawing", "drawn"]),
                name="payment_list_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved")
                | Q(pay_on__isnull=False, settled_by__isnull=False) & ~Q(settled_by=F("begun_by")),
                name="payment_list_has_four_eyes",
            ),
        ]
        indexes = [models.Index(fields=["body", "-begun_at"], name="payment_list_of_body")]

    @property
    def code(self) -> str:
        """What banks and people call it; at most 35 signs, Latin letters, digits and dashes."""
        return f"NSSI-{self.body_id}-{self.month:%Y%m}-{self.serial}".upper()

    def __str__(self) -> str:
        return self.code


class PaymentBlock(models.Model):
    """A part of a list that is drawn up in one transaction: benefits with ids from `first` to `last`, both counted.

    What it found: the payments with their sum; how many benefits are owed something that is not paid, for they are held or have
    no account; how many were paid too much for some month; how many have no amount though the right goes on.
    """

    class State(models.TextChoices):
        """Whether the block is done."""

        WAITING = "waiting", _("чака")
        DONE = "done", _("готово")

    list = models.ForeignKey(PaymentList, on_delete=models.CASCADE, related_name="blocks")
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    payments = models.PositiveIntegerField(default=0)
    cents = models.PositiveBigIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)
    without_account = models.PositiveIntegerField(default=0)
    overpaid = models.PositiveIntegerField(default=0)
    without_amount = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["list", "first"], name="payment_block_once")]
        indexes = [models.Index(fields=["list"], condition=Q(state="waiting"), name="payment_block_waiting")]

    def __str__(self) -> str:
        return f"{self.list_id}: {self.first}"


class BenefitPayment(models.Model):
    """One transfer of a list: to whom and to which account, as it was when the list was drawn up.

    `left_out`: the list was discarded, or a decision or an account changed before the list was approved.
    """

    class State(models.TextChoices):
        """What became of it."""

        LISTED = "listed", _("в списък")
        LEFT_OUT = "left_out", _("отпаднало")
        SENT = "sent", _("наредено")
        RETURNED = "returned", _("върнато")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    list = models.ForeignKey(PaymentList, on_delete=models.PROTECT, related_name="payments")
    benefit = models.ForeignKey(CashBenefit, on_delete=models.PROTECT, related_name="payments")
    payee = models.CharField(max_length=310)
    iban = models.CharField(max_length=34)
    cents = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.LISTED)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["list", "benefit"], name="payment_once_a_list"),
            models.CheckConstraint(condition=Q(cents__gt=0), name="payment_pays_something"),
        ]

    @property
    def account(self) -> str:
        """The account as others may see it: its country and its last four signs."""
        return masked(self.iban)

    def __str__(self) -> str:
        return f"{self.id} ({self.state})"


class PaymentLine(models.Model):
    """What a payment pays for one month, and the amount due that says so. Append-only."""

    id = models.BigAutoField(primary_key=True)
    payment = models.ForeignKey(BenefitPayment, on_delete=models.PROTECT, related_name="lines")
    due = models.ForeignKey(AmountDue, on_delete=models.PROTECT, related_name="lines")
    benefit = models.ForeignKey(CashBenefit, on_delete=models.PROTECT, related_name="+", db_index=False)
    month = models.DateField()
    cents = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["payment", "month"], name="payment_line_once_a_month"),
            models.CheckConstraint(condition=Q(cents__gt=0), name="payment_line_pays_something"),
        ]
        indexes = [models.Index(fields=["benefit", "month"], name="payment_line_of_month")]

    def __str__(self) -> str:
        return f"{self.payment_id} {self.month}"


class PaymentReturn(models.Model):
    """A payment that the bank sent back, and why. Append-only."""

    class Why(models.TextChoices):
        """The bank's reason (the codes of ISO 20022 that a payment of a benefit may come back with)."""

        WRONG_ACCOUNT = "AC01", _("грешен номер на сметка (AC01)")
        CLOSED_ACCOUNT = "AC04", _("закрита сметка (AC04)")
        BLOCKED_ACCOUNT = "AC06", _("блокирана сметка (AC06)")
        WRONG_NAME = "BE01", _("сметката не е на лицето (BE01)")
        DECEASED = "MD07", _("лицето е починало (MD07)")
        OTHER = "MS03", _("друга или непосочена причина (MS03)")

    payment = models.OneToOneField(BenefitPayment, on_delete=models.PROTECT, related_name="came_back")
    returned_on = models.DateField()
    why = models.CharField(max_length=4, choices=Why)
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.payment_id} ({self.why})"


def masked(iban: str) -> str:
    """Return an account as „BG… 5678“; nothing for none."""
    return f"{iban[:2]}…\N{NO-BREAK SPACE}{iban[-4:]}" if iban else ""


def first_of(day: date) -> date:
    """Return the first day of the month of `day`."""
    return day.replace(day=1)
