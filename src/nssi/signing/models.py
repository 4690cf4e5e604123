"""Requests to sign: what was sent to a person's phone, and where it stands."""

import secrets
import uuid

from django.contrib.postgres.indexes import BrinIndex
from django.db import models


def new_callback_token() -> str:
    """Return an unguessable part of the address at which the provider calls us back: 43 characters."""
    return secrets.token_urlsafe(32)


class SigningRequest(models.Model):
    """One document for one person's phone.

    The row knows no phone and no personal number: they pass through memory while the document is sent.
    """

    class Purpose(models.TextChoices):
        """What the signature is for."""

        IDENTITY = "identity"
        CERTIFICATE = "certificate"
        LOGIN = "login"
        FORM = "form"

    class State(models.TextChoices):
        """Where the request stands. created → sending → sent or unknown → pending → processing → signed → verified."""

        CREATED = "created"
        SENDING = "sending"
        SENT = "sent"
        UNKNOWN = "unknown"
        PENDING = "pending"
        PROCESSING = "processing"
        SIGNED = "signed"
        VERIFIED = "verified"
        NOT_VERIFIED = "not_verified"
        REFUSED = "refused"
        REJECTED = "rejected"
        EXPIRED = "expired"
        FAILED = "failed"
        WITHDRAWN = "withdrawn"
        UNDELIVERABLE = "undeliverable"
        FACE_CHECK_FAILED = "face_check_failed"

    WAITING = (State.SENT, State.UNKNOWN, State.PENDING, State.PROCESSING)
    """The document is at the provider, or may be: its status is read again and again."""

    OPEN = (State.CREATED, State.SENDING, *WAITING)
    """Not ended."""

    SIGNED = (State.SIGNED, State.VERIFIED, State.NOT_VERIFIED)
    """The person has signed; what came back is not yet read, or was found right, or wrong for good."""

    UNSIGNED = (
        State.REFUSED,
        State.REJECTED,
        State.EXPIRED,
        State.FAILED,
        State.WITHDRAWN,
        State.UNDELIVERABLE,
        State.FACE_CHECK_FAILED,
    )
    """Ended without a signature."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.CharField(max_length=20)
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    state = models.CharField(max_length=20, choices=State.choices, default=State.CREATED)
    callback_token = models.CharField(max_length=64, unique=True, default=new_callback_token, editable=False)
    key_id = models.CharField(max_length=64, blank=True)
    transaction_id = models.CharField(max_length=64, blank=True)
    thread_id = models.CharField(max_length=64, blank=True)
    document_sha256 = models.CharField(max_length=64, blank=True)
    document_size = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    next_poll_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    last_status = models.SmallIntegerField(null=True)
    refusal = models.CharField(max_length=40, blank=True)
    reject_reason = models.CharField(max_length=500, blank=True)
    finding = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "transaction_id"],
                condition=~models.Q(transaction_id=""),
                name="signing_transaction_belongs_to_one_request",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["created", "withdrawn", "expired"])
                | models.Q(sent_at__isnull=False),
                name="signing_request_has_time_of_sending",
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_at"],
                condition=models.Q(
                    state__in=["created", "sending", "sent", "unknown", "pending", "processing"]
                ),
                name="signing_open_requests",
            ),
            BrinIndex(fields=["created_at"], name="signing_requests_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.id}: {self.state}"

    @property
    def is_open(self) -> bool:
        """Whether a document waits on the phone, or may."""
        return self.state in self.OPEN

    @property
    def is_signed(self) -> bool:
        """Whether the person has signed."""
        return self.state in self.SIGNED

    @property
    def may_be_replaced(self) -> bool:
        """Whether another document may be sent in the place of this one: it ended, and nobody signed it."""
        return self.state in self.UNSIGNED
