"""Clear away files that nobody uses: rows without an owner, contents without a row, contents half written."""

import contextlib
from datetime import datetime, timedelta

from django.db import IntegrityError, models, transaction
from django.db.models import Exists, OuterRef, ProtectedError, Q, QuerySet

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
    for attachment in unused(clock.now()).iterator():
        with contextlib.suppress(ProtectedError, IntegrityError), transaction.atomic():
            attachment.delete()  # somebody may have begun to use it since; the foreign key then refuses


def unused(now: datetime) -> QuerySet[Attachment]:
    """Return the files that nothing has referred to for a day."""
    return Attachment.objects.filter(~_is_used(), created_at__lt=now - UNUSED_FOR)


def _is_used() -> Q:
    """Whether a row refers to the file that would not go with it."""
    used = Q(pk__in=[])
    for relation in Attachment._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and relation.on_delete is not models.CASCADE:
            owners = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            used |= Q(Exists(owners))
    return used


def _remove_unused_contents() -> None:
    for together in storage.kept():
        known = set(Attachment.objects.filter(sha256__in=together).values_list("sha256", flat=True))
        for sha256 in together:
            if sha256 not in known:
                _remove_content(sha256)


@transaction.atomic
def _remove_content(sha256: str) -> None:
    hold_content(sha256)
    if not Attachment.objects.filter(sha256=sha256).exists():
        storage.remove(sha256)


def _remove_broken_drafts() -> None:
    oldest = (clock.now() - UNUSED_FOR).timestamp()
    for path in storage.drafts():
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime < oldest:
                path.unlink()
