"""Pensions as they were granted, their recalculations, and the yearly runs that recalculate all of them."""

import uuid
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nssi.access.models import Official
from nssi.institution.models import CompetentBody
from nssi.law.length import Length
from nssi.law.money import Currency, Money
from nssi.law.pensions.amount import MinimumKind
from nssi.law.pensions.recalculation import Chosen, RecalculationKind
from nssi.people.models import Person


class Pension(models.Model):
    """A pension for labour activity as it was granted; the database refuses to change what the grant said.

    `country_income`: the average insurable income for the country at the grant, in hundredths of `currency`; the
    coefficient is the individual one. `service_…`: unconverted, at the grant; `difference_…`: converted less unconverted.
    `body`: who pays it. `yearly_since`: since when it is recalculated every year with income too, after an application
    (УП-26.1); empty: with the length alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="pensions")
    file_number = models.CharField(max_length=30, unique=True)
    body = models.ForeignKey(CompetentBody, on_delete=models.PROTECT, related_name="+")
    granted_on = models.DateField()
    minimum_kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in MinimumKind])
    country_income = models.PositiveIntegerField()
    currency = models.CharField(max_length=3, choices=[(each.value, each.value) for each in Currency])
    coefficient = models.DecimalField(max_digits=7, decimal_places=4)
    service_years = models.PositiveSmallIntegerField()
    service_months = models.PositiveSmallIntegerField()
    service_days = models.PositiveSmallIntegerField()
    difference_years = models.PositiveSmallIntegerField(default=0)
    difference_months = models.PositiveSmallIntegerField(default=0)
    difference_days = models.PositiveSmallIntegerField(default=0)
    under_treaty = models.BooleanField(default=False)
    yearly_since = models.DateField(null=True, blank=True)
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(coefficient__gt=0), name="pension_coefficient_is_positive"),
            models.CheckConstraint(
                condition=Q(service_months__lte=11, service_days__lte=30, service_years__lte=120)
                & Q(difference_months__lte=11, difference_days__lte=30, difference_years__lte=120),
                name="pension_service_is_a_length",
            ),
        ]
        indexes = [models.Index(fields=["body"], name="pension_of_body")]

    @property
    def income(self) -> Money:
        """The average insurable income for the country at the grant."""
        return Money(self.country_income, Currency(self.currency))

    @property
    def service(self) -> Length:
        """The service at the grant, unconverted."""
        return Length(self.service_years, self.service_months, self.service_days)

    @property
    def difference(self) -> Length:
        """Converted service less the unconverted, at the grant."""
        return Length(self.difference_years, self.difference_months, self.difference_days)

    def __str__(self) -> str:
        return self.file_number


class IncomeCoefficient(models.Model):
    """The individual coefficient of a pension with the income gained up to the end of the year before `year`.

    It comes from the institution's records of all incomes since 1997, which this register does not hold.
    """

    pension = models.ForeignKey(Pension, on_delete=models.CASCADE, related_name="income_coefficients")
    year = models.PositiveSmallIntegerField()
    coefficient = models.DecimalField(max_digits=7, decimal_places=4)
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pension", "year"], name="income_coefficient_once_a_year"),
            models.CheckConstraint(condition=Q(coefficient__gt=0), name="income_coefficient_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.pension_id} {self.year}"


class YearlyRun(models.Model):
    """The recalculation of all pensions on 1 April of a year (Art. 102(2) and (3)). It is begun once, and goes on until done.

    `pensions`: how many there are to look at; the blocks say how far it is.
    """

    year = models.PositiveSmallIntegerField(unique=True)
    pensions = models.PositiveIntegerField()
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    known_at = models.DateTimeField(help_text="the register of insured persons is read as it was known then")
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.year)


class YearlyBlock(models.Model):
    """A part of a yearly run that is done in one transaction: pensions with ids from `first` to `last`, both counted.

    What it found: how many became higher, how many have no service to add, how many were recalculated by application or
    cannot be computed (`failed`: see `YearlyFailure`). `without_coefficient`: of those that are to be recalculated with income
    too, how many were so with the length alone.
    """

    class State(models.TextChoices):
        """Whether the block is done."""

        WAITING = "waiting", _("чака")
        DONE = "done", _("готово")

    run = models.ForeignKey(YearlyRun, on_delete=models.CASCADE, related_name="blocks")
    first = models.UUIDField()
    last = models.UUIDField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    higher = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    without_service = models.PositiveIntegerField(default=0)
    excluded = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    without_coefficient = models.PositiveIntegerField(default=0)
    rise = models.PositiveBigIntegerField(
        default=0, help_text="cents a month, all that became higher together"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "first"], name="yearly_block_once")]
        indexes = [models.Index(fields=["run"], condition=Q(state="waiting"), name="yearly_block_waiting")]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.first}"


class YearlyFailure(models.Model):
    """A pension that a yearly run could not recalculate, and why, in the words of the rule."""

    run = models.ForeignKey(YearlyRun, on_delete=models.CASCADE, related_name="failures")
    pension = models.ForeignKey(Pension, on_delete=models.CASCADE, related_name="+")
    why = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "pension"], name="yearly_failure_once")]

    def __str__(self) -> str:
        return self.why


class PensionRecalculation(models.Model):
    """One recalculation of a pension, with its receipt. Append-only.

    `service_…`: what was added by this one, since the one before; `counted_until`: up to which day service is counted now.
    `coefficient`: the one that holds from now on. Amounts are paid from `effective_from`, in hundredths of `currency`.
    By a yearly run, or by the proceeding of an application (`proceeding_id`).
    """

    id = models.BigAutoField(primary_key=True)
    pension = models.ForeignKey(Pension, on_delete=models.PROTECT, related_name="recalculations")
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in RecalculationKind])
    run = models.ForeignKey(YearlyRun, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    proceeding_id = models.UUIDField(null=True, blank=True)
    applied_on = models.DateField()
    effective_from = models.DateField()
    counted_until = models.DateField()
    service_years = models.PositiveSmallIntegerField()
    service_months = models.PositiveSmallIntegerField()
    service_days = models.PositiveSmallIntegerField()
    coefficient = models.DecimalField(max_digits=7, decimal_places=4)
    chosen = models.CharField(max_length=20, choices=[(way.value, way.value) for way in Chosen])
    before = models.PositiveIntegerField()
    after = models.PositiveIntegerField()
    currency = models.CharField(max_length=3, choices=[(each.value, each.value) for each in Currency])
    receipt = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pension", "run"], condition=Q(run__isnull=False), name="recalculation_once_a_run"
            ),
            models.CheckConstraint(condition=Q(after__gte=F("before")), name="recalculation_never_lowers"),
            models.CheckConstraint(
                condition=Q(run__isnull=False, proceeding_id=None) | Q(run=None, proceeding_id__isnull=False),
                name="recalculation_by_a_run_or_an_application",
            ),
        ]
        indexes = [models.Index(fields=["pension", "effective_from"], name="recalculation_of_pension")]

    @property
    def service(self) -> Length:
        """The service that this recalculation added."""
        return Length(self.service_years, self.service_months, self.service_days)

    @property
    def rise(self) -> Decimal:
        """By how much the pension became higher, a month, in the currency."""
        return Decimal(self.after - self.before).scaleb(-2)

    def __str__(self) -> str:
        return f"{self.pension_id} from {self.effective_from}"


class RevokedRecalculation(models.Model):
    """A recalculation that counts no more, for its order was revoked. Append-only."""

    recalculation = models.OneToOneField(
        PensionRecalculation, on_delete=models.PROTECT, related_name="revocation"
    )
    revoked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"revocation of {self.recalculation_id}"
