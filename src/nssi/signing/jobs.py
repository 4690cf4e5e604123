"""Jobs of this room: read where requests stand, and sweep up."""

from nssi.foundation.queue import queue
from nssi.signing.actions.read_due_requests import read_due_requests
from nssi.signing.actions.sweep_requests import sweep_requests


@queue.periodic(cron="* * * * * */3")
@queue.task(name="signing.read", queueing_lock="signing.read", lock="signing.read")
def read(timestamp: int) -> None:
    """Every 3 seconds, the first step of the ladder, read the requests that are due."""
    read_due_requests()


@queue.periodic(cron="* * * * *")
@queue.task(name="signing.sweep", queueing_lock="signing.sweep")
def sweep(timestamp: int) -> None:
    """Each minute, end what is past its time and repair what was lost."""
    sweep_requests()
