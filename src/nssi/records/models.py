"""The registers: their counters, the book of every number that was given, and the services that take in nothing for a while."""

from django.db import models

from nssi.access.models import Official


class RegisterCounter(models.Model):
    """The last number given in a register (a four-digit index) in a year."""

    index = models.CharField(max_length=4)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["index", "year"], name="register_counter_once"),
            models.CheckConstraint(
                condition=models.Q(index__regex=r"^[0-9]{4}$"), name="register_index_is_four_digits"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.index}/{self.year}"


class Record(models.Model):
    """One entry of the register: a number and what it was given to. The database refuses to change or remove it."""

    class Direction(models.TextChoices):
        """Whether the document came in or went out."""

        INCOMING = "incoming"
        OUTGOING = "outgoing"

    registry_uid = models.CharField(max_length=40, unique=True)
    direction = models.CharField(max_length=10, choices=Direction)
    subject_kind = models.CharField(max_length=50, blank=True)
    subject_id = models.CharField(max_length=50, blank=True)
    registered_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="record_by_subject")]

    def __str__(self) -> str:
        return self.registry_uid


class ServicePause(models.Model):
    """A service whose register takes in nothing from the portal until a moment (A-06); what has passed means nothing."""

    service = models.SlugField(primary_key=True, max_length=60)
    until = models.DateTimeField()
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    paused_at = models.DateTimeField()

    class Meta:
        db_table = "applications_servicepause"  # where it lay before a PIK by phone asked for it too

    def __str__(self) -> str:
        return f"{self.service} until {self.until}"
