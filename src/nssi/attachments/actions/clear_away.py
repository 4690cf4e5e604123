"""Clear away files that nobody uses: rows without an owner, contents without a row, contents half written."""

import contextlib
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from nssi.attachments import storage
from nssi.attachments.locks import hold_content
from nssi.attachments.models import Attachment
from nssi.foundation import clock

UNUSED_FOR = timedelta(days=1)
"""How long a file may stay without an owner; a draft that is written to the disk takes seconds."""


def clear_away() -> None:
    """Remove every file that no row of any room has referred to for a day, and every content that no file refers to."""
    _remove_unused_rows()
    _remove_unused_contents()
    _remove_broken_drafts()


def _remove_unused_rows() -> None:
    used = {f"{relation.name}__isnull": True for relation in Attachment._meta.related_objects}
    for attachment in Attachment.objects.filter(created_at__lt=clock.now() - UNUSED_FOR, **used).iterator():
        with contextlib.suppress(ProtectedError, IntegrityError), transaction.atomic():
            attachment.delete()  # somebody may have begun to use it since; the foreign key then refuses


def _remove_unused_contents() -> None:
    for sha256 in storage.kept():
        if Attachment.objects.filter(sha256=sha256).exists():
            continue
        with transaction.atomic():
            hold_content(sha256)
            if not Attachment.objects.filter(sha256=sha256).exists():
                storage.path_of(sha256).unlink(missing_ok=True)


def _remove_broken_drafts() -> None:
    oldest = (clock.now() - UNUSED_FOR).timestamp()
    for path in storage.drafts():
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime < oldest:
                path.unlink()
