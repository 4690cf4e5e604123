"""What people asked to have of their own data."""

import uuid

from django.db import models
from django.db.models import Q

from nssi.attachments.models import Attachment
from nssi.people.models import Person


class OwnDataFile(models.Model):
    """All that the institution's system holds of a person, in one file: asked for, made by a job, kept for some days."""

    class State(models.TextChoices):
        """Whether it is there."""

        WAITING = "waiting"
        READY = "ready"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    content = models.OneToOneField(Attachment, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state="waiting"), name="own_data_asked_for_once"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", content=None, made_at=None, expires_at=None)
                | Q(state="ready", content__isnull=False, made_at__isnull=False, expires_at__isnull=False),
                name="own_data_is_there_when_ready",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.id} ({self.state})"
