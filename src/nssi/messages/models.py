"""The outbox: messages that were written in the transaction that made them necessary, and leave afterwards."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class OutgoingMessage(models.Model):
    """An e-mail on its way to a person. Once sent, its text is not kept: it may hold an access code.

    `next_attempt_at` is when a job looks at it again; none where nothing more happens by itself. `times_uncertain`: how
    often it was handed over without an answer.
    """

    class State(models.TextChoices):
        """Where a message stands."""

        WAITING = "waiting", _("чака")
        HANDING_OVER = "handing_over", _("предава се")
        SENT = "sent", _("изпратено")
        UNCERTAIN = "uncertain", _("не е сигурно")
        GIVEN_UP = "given_up", _("непратено")
        BOUNCED = "bounced", _("върнато")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=200, unique=True)
    to = models.EmailField(max_length=320)
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    times_uncertain = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False, bounced_at=None)
                | Q(state="bounced", sent_at__isnull=False, bounced_at__isnull=False)
                | ~Q(state__in=["sent", "bounced"]) & Q(sent_at=None, bounced_at=None),
                name="message_times_agree_with_state",
            )
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"], condition=Q(next_attempt_at__isnull=False), name="message_due"
            ),
            models.Index(fields=["-created_at"], condition=~Q(state="sent"), name="message_not_sent"),
        ]

    def __str__(self) -> str:
        return f"{self.id} ({self.state})"
