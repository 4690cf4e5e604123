"""Have a file searched for viruses, and mark it by what was found."""

from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import transaction

from nssi.attachments.events import tell_infected
from nssi.attachments.models import Attachment
from nssi.attachments.scanning.scanner import NotScanned, Scan, scan
from nssi.audit import SYSTEM, record
from nssi.foundation import clock

LONGEST_PAUSE = timedelta(hours=1)

log = structlog.get_logger(__name__)


def scan_file(attachment_id: UUID) -> None:
    """Search a file for viruses; one that has been searched, or is gone, is left alone.

    No transaction is open while it is searched, for that may take a minute. A search without an answer leaves the file
    as it is, due again after a pause that grows from a minute to an hour.
    """
    attachment = Attachment.objects.filter(id=attachment_id, state=Attachment.State.NOT_SCANNED).first()
    if attachment is None:
        return
    tries = attachment.scan_tries + 1
    Attachment.objects.filter(id=attachment_id).update(
        scan_tries=tries, scan_due_at=next_try(clock.now(), tries)
    )
    try:
        with attachment.open() as content:
            found = scan(content)
    except NotScanned as reason:
        log.warning("attachments.not_scanned", attachment=str(attachment_id), tries=tries, reason=str(reason))
        return
    _mark(attachment_id, found)


def next_try(now: datetime, tries: int) -> datetime:
    """Return when a search that got no answer at its `tries`-th time is due again."""
    return now + min(timedelta(minutes=tries**2), LONGEST_PAUSE)


@transaction.atomic
def _mark(attachment_id: UUID, found: Scan) -> None:
    attachment = (
        Attachment.objects.select_for_update(no_key=True)
        .filter(id=attachment_id, state=Attachment.State.NOT_SCANNED)
        .first()
    )
    if attachment is None:
        return
    attachment.state = Attachment.State.INFECTED if found.signature else Attachment.State.CLEAN
    attachment.scanner, attachment.signature = found.scanner[:80], found.signature[:120]
    attachment.scanned_at = clock.now()
    attachment.save(update_fields=["state", "scanner", "signature", "scanned_at"])
    if found.signature:
        record(
            "attachments.infected",
            actor=SYSTEM,
            subject_kind="attachment",
            subject_id=str(attachment.id),
            details={"scanner": attachment.scanner, "signature": attachment.signature},
        )
        tell_infected(attachment)
