"""The registration of an unemployed person, what was found of their documents, and the benefit as it was decided (S1.8-S1.12)."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nssi.access.models import Official
from nssi.applications.models import ApplicationFile
from nssi.foundation import clock
from nssi.institution.models import LocalOffice
from nssi.law.unemployment_benefit.facts import EventKind
from nssi.proceedings.models import Proceeding


class RegistrationCounter(models.Model):
    """The last registration number that a local office gave; numbers begin anew each year."""

    local_office = models.ForeignKey(LocalOffice, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["local_office", "year"], name="registration_counter_once")
        ]

    def __str__(self) -> str:
        return f"{self.local_office_id}/{self.year}"


class Registration(models.Model):
    """An unemployed person in the benefit system: all later documents bear its number (S1.8). It never changes.

    The number is written `NNM-00-SSSS/dd.mm.yyyy`: the code of the local office, its place, the serial number, the day.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    proceeding = models.OneToOneField(Proceeding, on_delete=models.PROTECT, related_name="registration")
    number = models.CharField(max_length=30, unique=True)
    registered_on = models.DateField()
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.number


class DocumentResult(models.Model):
    """What was found of a document that came in, or that should have come: accepted, returned or missing (S1.8).

    `file` is empty for one that is missing. The last result of a document counts; each stands in the statement after it.
    """

    class Result(models.TextChoices):
        """What was found."""

        ACCEPTED = "accepted", _("приет")
        RETURNED = "returned", _("върнат")
        MISSING = "missing", _("липсващ")

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="results")
    file = models.ForeignKey(ApplicationFile, on_delete=models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=200)
    result = models.CharField(max_length=10, choices=Result)
    why = models.CharField(max_length=300, blank=True)
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(result="missing", file=None) | ~Q(result="missing") & Q(file__isnull=False),
                name="document_result_of_a_file_unless_missing",
            ),
            models.CheckConstraint(
                condition=~Q(result="returned") | ~Q(why=""), name="document_is_returned_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.result}"


class Irregularities(models.Model):
    """What the institution asked to be put right by filing again (S1.10). Append-only."""

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="irregularities")
    items = models.JSONField()
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ("asked_at", "pk")

    def __str__(self) -> str:
        return f"{len(self.items)} of {self.proceeding_id}"


class BenefitDecision(models.Model):
    """One decision on the benefit, with the facts it rests on and the receipt that gives its reasons. Append-only.

    The first grants or refuses; later ones follow events (Art. 54g, 54d) and take the place of the one before. `receipt` is
    that of `law.unemployment_benefit`; the last decision is the one that holds.
    """

    class Kind(models.TextChoices):
        """What an order does (the names are those of the orders).

        `revoke`: a decision on an appeal took the last one away; `annul`: by later data there was no right from the start.
        """

        GRANT = "grant", "Разпореждане за отпускане на парично обезщетение за безработица"
        REFUSE = "refuse", "Разпореждане за отказ за отпускане на парично обезщетение за безработица"
        CHANGE = "change", "Разпореждане за изменение на парично обезщетение за безработица"
        STOP = "stop", "Разпореждане за прекратяване на парично обезщетение за безработица"
        SUSPEND = "suspend", "Разпореждане за спиране на парично обезщетение за безработица"
        REVOKE = "revoke", "Решение, с което разпореждането е отменено"
        RESUME = "resume", "Разпореждане за възобновяване на парично обезщетение за безработица"
        RESTORE = "restore", "Разпореждане за възстановяване на парично обезщетение за безработица"
        ANNUL = "annul", "Разпореждане за отмяна на отпуснато парично обезщетение за безработица"

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="benefit_decisions")
    kind = models.CharField(max_length=10, choices=Kind)
    facts = models.JSONField()
    receipt = models.JSONField()
    proofs = models.JSONField(help_text="with what each fact that an official recorded is proven")
    decided_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ("decided_at", "pk")

    def __str__(self) -> str:
        return f"{self.kind} of {self.proceeding_id}"


class DeclaredCircumstance(models.Model):
    """A change of circumstances that the person declares (Art. 54d(3)); what it says never changes.

    `kind` is an event of the law that happened `on` that day; `due_on`: the last day on which it had to be declared.
    `settled_at`: since when it asks for nothing more, by `decision` or, where that is empty, without any.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    proceeding = models.ForeignKey(
        Proceeding, on_delete=models.PROTECT, related_name="declared_circumstances"
    )
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in EventKind])
    on = models.DateField()
    details = models.CharField(max_length=500, blank=True)
    registry_uid = models.CharField(max_length=30, unique=True)
    declared_at = models.DateTimeField()
    due_on = models.DateField()
    settled_at = models.DateTimeField(null=True, blank=True)
    decision = models.ForeignKey(
        BenefitDecision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("declared_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["proceeding", "kind", "on"],
                condition=Q(settled_at=None),
                name="circumstance_declared_once",
            ),
            models.CheckConstraint(
                condition=Q(decision=None) | Q(settled_at__isnull=False),
                name="circumstance_is_settled_by_its_decision",
            ),
        ]

    @property
    def in_time(self) -> bool:
        """Whether it was declared in its term."""
        return clock.local(self.declared_at).date() <= self.due_on

    def __str__(self) -> str:
        return f"{self.kind} in {self.proceeding_id}"


class UndulyReceivedOrder(models.Model):
    """An order to pay back what was received without ground, with its receipt (Art. 54e, 114). Append-only.

    `receipt` is that of `law.unemployment_benefit.unduly`; `cents` is its sum, in euro cents.
    """

    proceeding = models.ForeignKey(Proceeding, on_delete=models.PROTECT, related_name="unduly_orders")
    receipt = models.JSONField()
    cents = models.PositiveIntegerField()
    ground = models.CharField(max_length=500, help_text="why it was not due, in the official's words")
    decided_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ("decided_at", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(cents__gt=0), name="unduly_order_asks_for_something")
        ]

    def __str__(self) -> str:
        return f"{self.cents} of {self.proceeding_id}"


class RegisterLook(models.Model):
    """Up to which moment the registers were asked whether they speak for another order (see `proposals`), and by which values of the law."""

    proceeding = models.OneToOneField(
        Proceeding, on_delete=models.PROTECT, primary_key=True, related_name="register_look"
    )
    known_at = models.DateTimeField()
    values = models.CharField(max_length=64, help_text="sha256 of the values of the law and of the calendar")

    def __str__(self) -> str:
        return f"{self.proceeding_id} {self.known_at}"
