"""Jobs of this room."""

from nssi.foundation.queue import queue
from nssi.terms.actions.sweep_terms import sweep_terms


@queue.periodic(cron="* * * * *")
@queue.task(name="terms.sweep_terms", queueing_lock="terms.sweep_terms")
def sweep_due_terms(timestamp: int) -> None:
    """Each minute, end the terms that have run out and send the reminders that are due."""
    sweep_terms()
