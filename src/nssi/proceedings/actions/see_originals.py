"""Note that an official has seen the originals of documents that came in as copies (S2.2, S3.7)."""

from collections.abc import Iterable

from nssi.access.models import Official
from nssi.applications.models import ApplicationFile
from nssi.foundation import clock
from nssi.proceedings.models import OriginalSeen


def see_originals(files: Iterable[ApplicationFile], official: Official) -> None:
    """Note it for each of `files`, in the caller's transaction; one that was seen before stays as it was."""
    OriginalSeen.objects.bulk_create(
        (OriginalSeen(file=file, official=official, seen_at=clock.now()) for file in files),
        ignore_conflicts=True,
    )
