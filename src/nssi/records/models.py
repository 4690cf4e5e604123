"""The registers: their counters, and the book of every number that was given."""

from django.db import models


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
