"""Jobs of this room."""

from nssi.audit.sealing import seal_entries
from nssi.foundation.queue import queue


@queue.periodic(cron="* * * * *")
@queue.task(name="audit.seal_entries", queueing_lock="audit.seal_entries", lock="audit.seal_entries")
def seal_new_entries(timestamp: int) -> None:
    """Each minute, seal the entries that were appended since."""
    seal_entries()
