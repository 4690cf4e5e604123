"""Jobs of this room."""

import contextlib
from datetime import timedelta
from uuid import UUID

import structlog
from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued

from nssi.documents.actions.make_document import make_document
from nssi.documents.models import IssuedDocument
from nssi.foundation import clock
from nssi.foundation.queue import queue
from nssi.signing.seal.errors import SealNotReady
from nssi.signing.seal.sealing import ready_seal

TAKES = timedelta(minutes=2)
"""How long a document usually waits for its worker at most; the sweeper asks for it again after that."""

AT_ONCE = 1000

log = structlog.get_logger(__name__)


@queue.task(name="documents.make_document")
def make_issued_document(document_id: str) -> None:
    """Draw, seal and store an issued document; where that fails the sweeper asks again."""
    make_document(UUID(document_id))


@queue.periodic(cron="* * * * *")
@queue.task(name="documents.make_waiting", queueing_lock="documents.make_waiting")
def make_waiting_documents(timestamp: int) -> None:
    """Each minute, ask again for the documents that should long be there: their jobs were lost, or could not do it."""
    now = clock.now()
    due = IssuedDocument.objects.filter(state=IssuedDocument.State.PREPARING, due_at__lte=now)
    if not due.exists():
        return
    try:
        ready_seal()
    except SealNotReady as reason:  # told once, and not by each document that waits for it
        log.error("documents.seal_not_ready", reason=str(reason), waiting=due.count())
        return
    for document_id in due.order_by("due_at").values_list("id", flat=True)[:AT_ONCE]:
        with transaction.atomic():
            IssuedDocument.objects.filter(id=document_id, state=IssuedDocument.State.PREPARING).update(
                due_at=now + TAKES
            )
            have_made(document_id)


def have_made(document_id: UUID) -> None:
    """Enqueue the making of a document, with the caller's transaction; once, however often it is asked for."""
    waiting = f"documents.make:{document_id}"
    with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
        make_issued_document.configure(queueing_lock=waiting).defer(document_id=str(document_id))
