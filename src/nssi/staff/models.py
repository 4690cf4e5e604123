"""What one administrator proposes and another decides: values of the law and the tariff, days off (A-03, A-04), accounts for repayment (A-02)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nssi.access.models import Official
from nssi.institution.models import CompetentBody, EnteredValue, RepaymentAccount


class Proposal(models.Model):
    """What one administrator proposes and another decides.

    What is proposed never changes, and nothing changes once it is decided; the proposer alone may withdraw it. A proposal has a day
    (`since`) from which it is to hold, and `entered`, what it became once it was approved. `reason`: why it was not.
    """

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", _("чака одобрение")
        APPROVED = "approved", _("одобрено")
        REJECTED = "rejected", _("върнато")
        WITHDRAWN = "withdrawn", _("оттеглено")

    word: ClassVar[str]
    """What it is called in the trail: events `staff.<word>_approved`, the subject `proposed_<word>`."""

    traced: ClassVar[tuple[str, ...]]
    """The fields that the trail tells of."""

    proposed_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    decided_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        abstract = True

    @property
    def told(self) -> dict[str, str]:
        """What the trail says of it."""
        return {name: str(getattr(self, name) or "") for name in self.traced}


def _of_four_eyes(proposed: str) -> list[models.BaseConstraint]:
    """Return what the database holds every proposal to, under names that begin with `proposed`."""
    return [
        models.CheckConstraint(
            condition=Q(state="waiting", decided_by=None, decided_at=None)
            | Q(state="withdrawn", decided_by=F("proposed_by"), decided_at__isnull=False)
            | Q(state__in=["approved", "rejected"], decided_at__isnull=False)
            & ~Q(decided_by=F("proposed_by")),
            name=f"{proposed}_is_decided_by_another",
        ),
        models.CheckConstraint(
            condition=Q(state="approved", entered__isnull=False)
            | ~Q(state="approved") & Q(entered__isnull=True),
            name=f"{proposed}_holds_once_approved",
        ),
        models.CheckConstraint(
            condition=~Q(state="rejected") | ~Q(reason=""), name=f"{proposed}_is_returned_with_a_reason"
        ),
    ]


class ProposedValue(Proposal):
    """A value that an administrator wants to hold from `since` on; it holds once another one has approved it.

    The value is written as in `EnteredValue`. `reaches_back`: it is meant to hold for days that have passed, on the `ground` named.
    """

    word, traced = "value", ("name", "since", "value")

    name = models.CharField(max_length=60)
    since = models.DateField()
    value = models.CharField(max_length=20)
    currency = models.CharField(max_length=3, blank=True)
    act = models.CharField(max_length=200)
    source = models.CharField(max_length=200)
    verified = models.BooleanField()
    reaches_back = models.BooleanField()
    ground = models.CharField(max_length=200, blank=True)
    entered = models.OneToOneField(EnteredValue, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name", "since"], condition=Q(state="waiting"), name="proposed_value_waits_once"
            ),
            *_of_four_eyes("proposed_value"),
            models.CheckConstraint(
                condition=Q(reaches_back=True) & ~Q(ground="") | Q(reaches_back=False, ground=""),
                name="proposed_value_reaches_back_on_a_ground",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.since} ({self.state})"


class ProposedAccount(Proposal):
    """An account for repayment that an administrator wants to hold from `since` on, of a body or of all that have none of their own."""

    word, traced = "account", ("body_id", "since")

    body = models.ForeignKey(CompetentBody, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateField()
    iban = models.CharField(max_length=34, blank=True)
    holder = models.CharField(max_length=100, blank=True)
    source = models.CharField(max_length=200)
    entered = models.OneToOneField(RepaymentAccount, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body"],
                condition=Q(state="waiting"),
                name="proposed_account_waits_once",
                nulls_distinct=False,
            ),
            *_of_four_eyes("proposed_account"),
        ]

    def __str__(self) -> str:
        return f"{self.body_id or 'institution'} {self.since} ({self.state})"
