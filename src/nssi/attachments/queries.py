"""What the house asks about the files that were taken in."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min

from nssi.attachments.models import Attachment


@dataclass(frozen=True, slots=True)
class Searches:
    """How far the search for viruses is: files that wait for it, since when the oldest does, and when one last succeeded."""

    waiting: int
    oldest: datetime | None
    last: datetime | None


def searches() -> Searches:
    """Return how far the search for viruses is."""
    waiting = Attachment.objects.filter(state=Attachment.State.NOT_SCANNED)
    told = waiting.aggregate(files=Count("id"), oldest=Min("created_at"))
    searched = Attachment.objects.filter(scanned_at__isnull=False).order_by("-scanned_at")
    return Searches(told["files"], told["oldest"], searched.values_list("scanned_at", flat=True).first())
