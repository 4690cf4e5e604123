"""The trail's tables."""

from django.db import models
from django.db.models import Q


class AuditEntry(models.Model):
    """What was done, by whom, from where, to what, about whom, why. The database refuses to change or remove an entry.

    `about` is the id of a person, `origin` a code of the address (origin.py), `reason` a code of the room that tells it.
    """

    at = models.DateTimeField()
    event = models.CharField(max_length=100)
    actor_kind = models.CharField(max_length=20)
    actor_id = models.CharField(max_length=36, blank=True)
    subject_kind = models.CharField(max_length=50)
    subject_id = models.CharField(max_length=50, blank=True)
    about = models.UUIDField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True, db_default="")
    origin = models.CharField(max_length=12, blank=True, db_default="")
    details = models.JSONField()

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="audit_by_subject"),
            models.Index(fields=["actor_kind", "actor_id"], name="audit_by_actor"),
            models.Index(fields=["about", "id"], condition=Q(about__isnull=False), name="audit_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.subject_kind} {self.subject_id}"


class SealedBatch(models.Model):
    """The entries from `first_id` to `last_id`, sealed together and chained to the batch before.

    `content` is the SHA-256 of all entries; `hash` that of the batch: number, limits, count, content, and the hash before.
    `digests` holds the id and a short digest of each entry: no part of the proof, they say which one is not what it was.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    first_id = models.PositiveBigIntegerField()
    last_id = models.PositiveBigIntegerField()
    count = models.PositiveIntegerField()
    content = models.BinaryField(max_length=32)
    digests = models.BinaryField()
    previous = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(first_id__lte=models.F("last_id")), name="audit_batch_has_a_range"
            ),
            models.UniqueConstraint(fields=["first_id"], name="audit_batch_follows_one"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.first_id}-{self.last_id}"


class DailyDigest(models.Model):
    """The head of the chain as it stood at the end of a day (in Sofia), signed with the institution's seal. Append-only.

    `content` is JSON: the day, how many batches and entries there were by then, the hash of the last batch, and the SHA-256
    of the digest before. `signature` is detached CMS (DER) over exactly these bytes. Kept elsewhere too, it shows a chain
    that was made anew as a whole.
    """

    day = models.DateField(primary_key=True)
    last_batch = models.PositiveBigIntegerField()
    content = models.BinaryField()
    signature = models.BinaryField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.day)


class RetentionEnd(models.Model):
    """Entries that were removed because their time was over: all up to `last_id`, the end of batch `last_batch`. Append-only.

    Their batches stay, so the chain holds. The database lets no entry go that no such row allows.
    """

    last_batch = models.PositiveBigIntegerField()
    last_id = models.PositiveBigIntegerField()
    kept_years = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kept_years__gte=1), name="audit_is_kept_for_a_year_at_least")
        ]

    def __str__(self) -> str:
        return f"until {self.last_id}"
