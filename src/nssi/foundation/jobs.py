"""Jobs of this room."""

from nssi.foundation.queue import queue
from nssi.foundation.retention import JOB, end_retention


@queue.periodic(cron="20 2 * * *")
@queue.task(name=JOB, queueing_lock=JOB, lock=JOB)
def remove_what_its_time_has_passed(timestamp: int) -> None:
    """Each night, remove what is kept no longer, as the rooms said."""
    end_retention()
