"""Jobs of this room: read where requests stand, and sweep up."""

from nssi.foundation.queue import queue
from nssi.signing.actions.read_due_requests import read_due_requests
from nssi.signing.actions.sweep_requests import sweep_requests


@queue.periodic(cron="* * * * * */2")  # the sixth field is that of the seconds
@queue.task(name="signing.read", queueing_lock="signing.read", lock="signing.read")
def read(timestamp: int) -> None:
    """Each two seconds, read the requests that are due; the first step of their ladder is 3 seconds."""
    read_due_requests()


@queue.periodic(cron="* * * * *")
@queue.task(name="signing.sweep", queueing_lock="signing.sweep")
def sweep(timestamp: int) -> None:
    """Each minute, end what is past its time and repair what was lost."""
    sweep_requests()
