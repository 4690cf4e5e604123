"""Jobs of this room."""

from nssi.attachments.actions.clear_away import clear_away
from nssi.foundation.queue import queue


@queue.periodic(cron="17 * * * *")
@queue.task(name="attachments.clear_away", queueing_lock="attachments.clear_away")
def clear_away_unused_files(timestamp: int) -> None:
    """Each hour, clear away files that nobody uses."""
    clear_away()
