"""The trail's table."""

from django.db import models


class AuditEntry(models.Model):
    """What was done, by whom, to what. The database refuses to change or remove an entry."""

    at = models.DateTimeField()
    event = models.CharField(max_length=100)
    actor_kind = models.CharField(max_length=20)
    actor_id = models.CharField(max_length=36, blank=True)
    subject_kind = models.CharField(max_length=50)
    subject_id = models.CharField(max_length=50, blank=True)
    details = models.JSONField()

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="audit_by_subject"),
            models.Index(fields=["actor_kind", "actor_id"], name="audit_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.subject_kind} {self.subject_id}"
