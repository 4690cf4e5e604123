"""The draft of an order on a recalculation, between the officer who writes it and the head who issues it (S3.7)."""

from django.db import models
from django.db.models import Q

from nssi.access.models import Official
from nssi.law.length import Length
from nssi.pensions.models import Pension
from nssi.proceedings.models import Proceeding


class OrderDraft(models.Model):
    """What an officer proposes: a recalculation with its facts, or a refusal with its reason. A new one takes its place.

    `declared_…`: the service that the register of insured persons showed when it was drafted; `proven_…`: what documents
    prove beyond that. `new_coefficient`: the individual one with the income gained, empty where income is not counted.
    `rests_on`: the facts of the recalculation as the registers had them then, as JSON; empty for a refusal.
    """

    class Basis(models.TextChoices):
        """On what the order rests, in the words of the order: Bulgarian, whatever the page is."""

        REGISTER = "register", "данните по чл. 5, ал. 4, т. 1 КСО"
        ORIGINALS = "originals", "представените оригинални документи и данните по чл. 5, ал. 4, т. 1 КСО"
        AT_HAND = "at_hand", "наличните редовни документи и данните по чл. 5, ал. 4, т. 1 КСО"

    proceeding = models.OneToOneField(Proceeding, on_delete=models.PROTECT, related_name="+")
    pension = models.ForeignKey(Pension, on_delete=models.PROTECT, null=True, related_name="+")
    refusal = models.CharField(max_length=1000, blank=True)
    basis = models.CharField(max_length=10, choices=Basis)
    declared_years = models.PositiveSmallIntegerField(default=0)
    declared_months = models.PositiveSmallIntegerField(default=0)
    declared_days = models.PositiveSmallIntegerField(default=0)
    proven_years = models.PositiveSmallIntegerField(default=0)
    proven_months = models.PositiveSmallIntegerField(default=0)
    proven_days = models.PositiveSmallIntegerField(default=0)
    new_coefficient = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    rests_on = models.JSONField(default=dict)
    drafted_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(refusal="", pension__isnull=False) | ~Q(refusal=""),
                name="order_draft_recalculates_or_refuses",
            )
        ]

    @property
    def declared(self) -> Length:
        """The service that the register showed."""
        return Length(self.declared_years, self.declared_months, self.declared_days)

    @property
    def proven(self) -> Length:
        """The service that documents prove beyond the register."""
        return Length(self.proven_years, self.proven_months, self.proven_days)

    def __str__(self) -> str:
        return f"draft of {self.proceeding_id}"


def length_fields(prefix: str, length: Length) -> dict[str, int]:
    """Return a length as the fields of a draft or a form."""
    return {f"{prefix}_{part}": getattr(length, part) for part in ("years", "months", "days")}
