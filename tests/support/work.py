"""Running the queue in a test: a real worker that stops when nothing is left to do; and holding that of an installation."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connections

from nssi.foundation.queue import run_worker
from nssi.operate.installation import Installation


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


@contextmanager
def no_jobs(installation: Installation) -> Iterator[None]:
    """Hold the installation's worker while the block runs, between two jobs: it keeps nobody from anything."""
    worker = installation.processes["worker"]
    at_work = "SELECT EXISTS (SELECT FROM procrastinate_jobs WHERE status = 'doing')"
    deadline = time.monotonic() + 60
    with psycopg.connect(installation.environment["DATABASE_URL"], autocommit=True) as database:
        worker.send_signal(signal.SIGSTOP)
        try:
            while database.execute(at_work).fetchone() == (True,):
                assert time.monotonic() < deadline, "the worker is never without a job"
                worker.send_signal(signal.SIGCONT)
                time.sleep(0.1)
                worker.send_signal(signal.SIGSTOP)
            yield
        finally:
            worker.send_signal(signal.SIGCONT)


def _close_connections(call_next: Callable[[], Any], *_: Any) -> Any:
    """The thread in which a job runs ends with the worker: so must its connection, or the database cannot be dropped."""
    try:
        return call_next()
    finally:
        connections.close_all()
