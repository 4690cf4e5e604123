"""The outbox: messages that were written in the transaction that made them necessary, and leave afterwards."""

import uuid

from django.db import models


class OutgoingMessage(models.Model):
    """An e-mail that waits, was sent, or was given up. Once sent, its text is not kept: it may hold an access code."""

    class State(models.TextChoices):
        """Where a message stands."""

        WAITING = "waiting"
        SENT = "sent"
        GIVEN_UP = "given_up"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=200, unique=True)
    to = models.EmailField(max_length=320)
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    last_error = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False)
                | ~models.Q(state="sent") & models.Q(sent_at=None),
                name="message_sent_at_agrees_with_state",
            )
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"], condition=models.Q(state="waiting"), name="message_waiting_since"
            )
        ]

    def __str__(self) -> str:
        return f"{self.id} ({self.state})"
