"""The procedure of issuing a PIK by phone with the runs of its steps, and the PIKs that are handed over on a certificate."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nssi.access.models import Official, PikCredential
from nssi.attachments.models import Attachment
from nssi.institution.models import CompetentBody, OutreachOffice
from nssi.people.models import IDENTIFIER_KINDS, Person, Representation
from nssi.pik.steps import RunState
from nssi.signing.models import SigningRequest


class PikProcedure(models.Model):
    """One procedure, bound to the browser in which it began. It is open until it ends, and never opens again."""

    class End(models.TextChoices):
        """How a procedure ended. All but the first leave no usable PIK behind."""

        ACTIVATED = "activated"
        EXPIRED = "expired"
        ABANDONED = "abandoned"
        STOPPED = "stopped"  # by a failure after which nothing may follow: F09, F13, F17

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token_digest = models.BinaryField(max_length=32, unique=True)
    phone = models.CharField(max_length=16, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    identity_request = models.OneToOneField(
        SigningRequest, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    credential = models.OneToOneField(
        PikCredential, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    certificate_request = models.OneToOneField(
        SigningRequest, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    certificate_sha256 = models.CharField(max_length=64, blank=True)
    signature_report = models.JSONField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=20, choices=End, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, end_reason="", phone__gt="")
                | Q(
                    ended_at__isnull=False,
                    end_reason__in=["activated", "expired", "abandoned", "stopped"],
                    phone="",
                ),
                name="pik_procedure_keeps_the_phone_while_open",
            ),
            models.CheckConstraint(
                condition=~Q(end_reason="activated") | Q(credential__isnull=False, certificate_sha256__gt=""),
                name="pik_procedure_activates_what_was_signed",
            ),
        ]
        indexes = [
            models.Index(fields=["created_at"], condition=Q(ended_at=None), name="pik_procedure_open"),
            models.Index(fields=["-created_at"], name="pik_procedure_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.end_reason or 'open'}"

    @property
    def is_open(self) -> bool:
        """Whether steps may still be chosen, the clock aside."""
        return not self.end_reason

    def is_past(self, now: datetime) -> bool:
        """Whether the 2 hours since the first document was sent are over (S0.8)."""
        return self.expires_at is not None and now >= self.expires_at


class StepRun(models.Model):
    """One run of a step: chosen, at work, then done or failed with its code."""

    procedure = models.ForeignKey(PikProcedure, on_delete=models.CASCADE, related_name="runs")
    step = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=[(state.value, state.value) for state in RunState])
    failure = models.CharField(max_length=3, blank=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["procedure"], condition=Q(state="running"), name="pik_one_running_step_a_procedure"
            ),
            models.CheckConstraint(condition=Q(step__range=(1, 4)), name="pik_step_is_one_of_four"),
            models.CheckConstraint(
                condition=Q(state="running", failure="", ended_at=None)
                | Q(state="done", failure="", ended_at__isnull=False)
                | Q(state="failed", failure__gt="", ended_at__isnull=False),
                name="pik_run_agrees_with_state",
            ),
        ]
        indexes = [
            models.Index(fields=["started_at"], condition=Q(state="running"), name="pik_running_steps")
        ]

    def __str__(self) -> str:
        return f"step {self.step} {self.state} {self.failure}".rstrip()


class PikIssue(models.Model):
    """A PIK that is handed over on a certificate: in an envelope at the counter (O-14), or downloaded by a QES holder (P-08).

    The certificate is drawn from memory; a sheet that was spoiled, or whose download broke off, is replaced, and with it
    the PIK. What was not handed over at the counter by the end of the `last_day` is discarded; what was not downloaded, at
    the end of the term of its request. `representation` and the copy of the `power_of_attorney` belong together.
    `request_id`: of the proceeding in which a QES holder asked for it.
    """

    class Way(models.TextChoices):
        """How the certificate is handed over."""

        COUNTER = "counter"
        QES = "qes"

    class State(models.TextChoices):
        """How far it is."""

        PREPARED = "prepared", _("чака печат")
        PRINTED = "printed", _("отпечатано, не е предадено")
        HANDED_OVER = "handed_over", _("предадено, още не важи")
        ACTIVATED = "activated", _("предадено, важи")
        DISCARDED = "discarded", _("отказано")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    way = models.CharField(max_length=7, choices=Way, default=Way.COUNTER)
    request_id = models.UUIDField(null=True, blank=True, unique=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    number_kind = models.CharField(max_length=20, choices=IDENTIFIER_KINDS)
    representation = models.OneToOneField(
        Representation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    power_of_attorney = models.OneToOneField(
        Attachment, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(CompetentBody, on_delete=models.PROTECT, related_name="+")
    outreach_office = models.ForeignKey(
        OutreachOffice, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    email = models.EmailField(blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.PREPARED)
    credential = models.OneToOneField(
        PikCredential, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sheets = models.PositiveSmallIntegerField(default=0, help_text="how often a certificate was drawn")
    created_at = models.DateTimeField()
    last_day = models.DateField()
    handed_over_at = models.DateTimeField(null=True, blank=True)
    activates_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "pik_counterissue"  # as the triggers of the trail know it
        constraints = [
            models.CheckConstraint(
                condition=Q(representation=None, power_of_attorney=None)
                | Q(representation__isnull=False, power_of_attorney__isnull=False),
                name="pik_counter_by_representative_with_power_of_attorney",
            ),
            models.CheckConstraint(
                condition=Q(state="prepared", credential=None, sheets=0)
                | Q(state__in=["printed", "handed_over", "activated"], credential__isnull=False, sheets__gt=0)
                | Q(state="discarded"),
                name="pik_counter_has_what_was_printed",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["handed_over", "activated"], handed_over_at__isnull=False)
                & Q(activates_at__isnull=False)
                | Q(state__in=["prepared", "printed", "discarded"]),
                name="pik_counter_active_after_it_was_handed_over",
            ),
            models.CheckConstraint(
                condition=Q(way="counter", request_id=None)
                | Q(way="qes", request_id__isnull=False, representation=None),
                name="pik_issue_by_qes_was_asked_for",
            ),
        ]
        indexes = [
            models.Index(
                fields=["last_day"],
                condition=Q(state__in=["prepared", "printed", "handed_over"]),
                name="pik_issue_unfinished",
            )
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.state}"

    @property
    def place(self) -> str:
        """Where it is issued: the local office, or its outreach office."""
        return f"{self.body.label}, {self.outreach_office.name}" if self.outreach_office else self.body.label
