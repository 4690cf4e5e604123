"""Running the queue in a test: a real worker that stops when nothing is left to do."""

from collections.abc import Callable
from typing import Any

from django.db import connections

from nssi.foundation.queue import run_worker


def run_jobs() -> None:
    """Run every job that is due, and those that they enqueue, with a real worker of this process.

    The test needs a transactional database: the worker has connections of its own. A failed job is left in the
    queue with its state, as in life.
    """
    run_worker(
        wait=False,
        install_signal_handlers=False,
        listen_notify=False,
        delete_jobs="never",
        task_middleware=[_close_connections],
    )


def _close_connections(call_next: Callable[[], Any], *_: Any) -> Any:
    """The thread in which a job runs ends with the worker: so must its connection, or the database cannot be dropped."""
    try:
        return call_next()
    finally:
        connections.close_all()
