"""What one administrator proposes and another decides: values of the law and the tariff, days off (A-03, A-04), accounts for repayment (A-02)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nssi.access.models import Official
from nssi.institution.models import CompetentBody, EnteredValue, RepaymentAccount


class ProposedValue(models.Model):
    """A value that an administrator wants to hold from `since` on; it holds once another one has approved it.

    What is proposed never changes, and nothing changes once it is decided; the proposer alone may withdraw it. The value is written
    as in `EnteredValue`, and `entered` is what it became. `reaches_back`: it is meant to hold for days that have passed, on the
    `ground` named. `reason`: why it was not approved.
    """

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", _("чака одобрение")
        APPROVED = "approved", _("одобрено")
        REJECTED = "rejected", _("върнато")
        WITHDRAWN = "withdrawn", _("оттеглено")

    name = models.CharField(max_length=60)
    since = models.DateField()
    value = models.CharField(max_length=20)
    currency = models.CharField(max_length=3, blank=True)
    act = models.CharField(max_length=200)
    source = models.CharField(max_length=200)
    verified = models.BooleanField()
    reaches_back = models.BooleanField()
    ground = models.CharField(max_length=200, blank=True)
    proposed_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    decided_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    entered = models.OneToOneField(EnteredValue, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name", "since"], condition=Q(state="waiting"), name="proposed_value_waits_once"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_by=None, decided_at=None)
                | Q(state="withdrawn", decided_by=F("proposed_by"), decided_at__isnull=False)
                | Q(state__in=["approved", "rejected"], decided_at__isnull=False)
                & ~Q(decided_by=F("proposed_by")),
                name="proposed_value_is_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state="approved", entered__isnull=False)
                | ~Q(state="approved") & Q(entered__isnull=True),
                name="proposed_value_holds_once_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state="rejected") | ~Q(reason=""),
                name="proposed_value_is_returned_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(reaches_back=True) & ~Q(ground="") | Q(reaches_back=False, ground=""),
                name="proposed_value_reaches_back_on_a_ground",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.since} ({self.state})"


class ProposedAccount(models.Model):
    """An account for repayment that an administrator wants to hold from `since` on; it holds once another one has approved it.

    As with values: what is proposed never changes, and nothing changes once it is decided. `entered` is what it became.
    """

    State = ProposedValue.State

    body = models.ForeignKey(CompetentBody, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateField()
    iban = models.CharField(max_length=34, blank=True)
    holder = models.CharField(max_length=100, blank=True)
    source = models.CharField(max_length=200)
    proposed_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=ProposedValue.State, default=ProposedValue.State.WAITING)
    decided_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    entered = models.OneToOneField(RepaymentAccount, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body"],
                condition=Q(state="waiting"),
                name="proposed_account_waits_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_by=None, decided_at=None)
                | Q(state="withdrawn", decided_by=F("proposed_by"), decided_at__isnull=False)
                | Q(state__in=["approved", "rejected"], decided_at__isnull=False)
                & ~Q(decided_by=F("proposed_by")),
                name="proposed_account_is_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state="approved", entered__isnull=False)
                | ~Q(state="approved") & Q(entered__isnull=True),
                name="proposed_account_holds_once_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state="rejected") | ~Q(reason=""),
                name="proposed_account_is_returned_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body_id or 'institution'} {self.since} ({self.state})"
