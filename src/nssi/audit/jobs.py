"""Jobs of this room."""

import structlog

from nssi.audit.digests import NoSeal, make_digests
from nssi.audit.retention import end_retention
from nssi.audit.sealing import seal_entries
from nssi.foundation.queue import queue

log = structlog.get_logger(__name__)


@queue.periodic(cron="* * * * *")
@queue.task(name="audit.seal_entries", queueing_lock="audit.seal_entries", lock="audit.seal_entries")
def seal_new_entries(timestamp: int) -> None:
    """Each minute, seal the entries that were appended since."""
    seal_entries()


@queue.periodic(cron="13 * * * *")
@queue.task(name="audit.make_digests", queueing_lock="audit.make_digests", lock="audit.make_digests")
def make_daily_digests(timestamp: int) -> None:
    """Each hour, sign the digest of a day that is over; what cannot be signed now is signed an hour later."""
    try:
        make_digests()
    except NoSeal as reason:
        log.error("audit.digest_not_sealed", reason=str(reason))


@queue.periodic(cron="40 3 * * *")
@queue.task(name="audit.end_retention", queueing_lock="audit.end_retention", lock="audit.end_retention")
def remove_what_is_over(timestamp: int) -> None:
    """Each night, remove the entries whose years are over."""
    end_retention()
