"""Jobs of this room: make the files of people's own data."""

import contextlib
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued

from nssi.foundation import clock
from nssi.foundation.queue import PATIENT, queue
from nssi.portal.models import OwnDataFile

TAKES = timedelta(minutes=10)


@queue.task(name="portal.make_own_data", retry=PATIENT)
def make_asked_own_data(file_id: str) -> None:
    """Make the file that a person asked for."""
    from nssi.portal.actions.make_own_data import make_own_data

    make_own_data(UUID(file_id))


@queue.periodic(cron="*/10 * * * *")
@queue.task(name="portal.make_waiting_own_data", queueing_lock="portal.make_waiting_own_data")
def make_waiting_own_data(timestamp: int) -> None:
    """Enqueue the files that should long be made: their jobs were given up."""
    late = OwnDataFile.objects.filter(state=OwnDataFile.State.WAITING, asked_at__lt=clock.now() - TAKES)
    for file_id in late.values_list("pk", flat=True)[:1000]:
        have_made(file_id)


def have_made(file_id: UUID) -> None:
    """Enqueue the making of a file, in the caller's transaction, unless one waits."""
    waiting = f"portal.make_own_data:{file_id}"
    with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
        make_asked_own_data.configure(queueing_lock=waiting).defer(file_id=str(file_id))
