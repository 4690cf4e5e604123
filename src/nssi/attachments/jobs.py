"""Jobs of this room."""

import contextlib
from uuid import UUID

from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued

from nssi.attachments.actions.clear_away import clear_away
from nssi.attachments.actions.mend_file import mend_file
from nssi.attachments.actions.scan_file import scan_file
from nssi.attachments.models import Attachment, Mending
from nssi.foundation import clock
from nssi.foundation.queue import queue

LANES = 4
"""How many files are searched for viruses at a time, in all workers: where the search hangs, other jobs go on."""

MENDING_LANES = 2
"""How many photographs are mended at a time: each keeps a core busy for seconds."""


@queue.task(name="attachments.scan_file")
def scan_attachment(attachment_id: str) -> None:
    """Search a file for viruses; without an answer the sweeper asks again."""
    scan_file(UUID(attachment_id))


@queue.task(name="attachments.mend_file")
def mend_attachment(mending_id: int) -> None:
    """Make black-and-white pages of a photograph or scan."""
    mend_file(mending_id)


@queue.periodic(cron="* * * * *")
@queue.task(name="attachments.scan_waiting", queueing_lock="attachments.scan_waiting")
def scan_waiting_files(timestamp: int) -> None:
    """Each minute, ask again for the searches that are due: their jobs were lost, or got no answer."""
    due = Attachment.objects.filter(state=Attachment.State.NOT_SCANNED, scan_due_at__lte=clock.now())
    for attachment_id in due.order_by("scan_due_at").values_list("id", flat=True)[:1000]:
        have_scanned(attachment_id)


@queue.periodic(cron="* * * * *")
@queue.task(name="attachments.mend_waiting", queueing_lock="attachments.mend_waiting")
def mend_waiting_files(timestamp: int) -> None:
    """Each minute, ask again for the mendings that should long be done: their worker died."""
    due = Mending.objects.filter(state=Mending.State.WAITING, due_at__lte=clock.now())
    for mending_id in due.order_by("due_at").values_list("id", flat=True)[:1000]:
        have_mended(mending_id)


@queue.periodic(cron="17 * * * *")
@queue.task(name="attachments.clear_away", queueing_lock="attachments.clear_away")
def clear_away_unused_files(timestamp: int) -> None:
    """Each hour, clear away files that nobody uses."""
    clear_away()


def have_scanned(attachment_id: UUID) -> None:
    """Enqueue the search of a file for viruses, with the caller's transaction; once, however often it is asked for."""
    lock = f"attachments.scan:{attachment_id.int % LANES}"
    waiting = f"attachments.scan:{attachment_id}"
    with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
        scan_attachment.configure(lock=lock, queueing_lock=waiting).defer(attachment_id=str(attachment_id))


def have_mended(mending_id: int) -> None:
    """Enqueue the mending of a file, with the caller's transaction; once, however often it is asked for."""
    lock = f"attachments.mend:{mending_id % MENDING_LANES}"
    waiting = f"attachments.mend:{mending_id}"
    with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
        mend_attachment.configure(lock=lock, queueing_lock=waiting).defer(mending_id=mending_id)
