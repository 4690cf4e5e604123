"""The foundation's only table: by how much a demonstration's clock was moved."""

from datetime import timedelta

from django.db import models


class ClockOffset(models.Model):
    """By how much the demonstration's clock runs ahead of the real one; there is one row, or none."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY, editable=False)
    offset = models.DurationField(default=timedelta)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="clock_offset_only_one")]
