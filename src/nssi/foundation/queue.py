"""The queue of jobs: procrastinate on the same PostgreSQL.

A job is enqueued in the transaction that made it necessary, and its arguments are ids only: they are logged.
"""

from typing import Any

from procrastinate import PsycopgConnector, RetryStrategy
from procrastinate.connector import BaseConnector
from procrastinate.contrib.django import app as queue
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.contrib.django.utils import connector_params
from procrastinate.tasks import Task
from psycopg import AsyncConnection
from psycopg.types.json import Jsonb
from psycopg_pool import AsyncConnectionPool

from nssi.foundation.database import has_news
from nssi.foundation.statements import Statement

__all__ = ["PATIENT", "ProcrastinateJob", "enqueuing", "queue", "retry_stalled_jobs", "run_worker"]

PATIENT = RetryStrategy(max_attempts=500, wait=15)
"""For work that must happen however long it takes: a try each 15 seconds at first, kept up for hours."""


def enqueuing(task: Task[Any, Any, Any], **arguments: str | int) -> Statement:
    """Return the statement that enqueues a job, as `task.defer` does, for whoever writes more at the same moment."""
    return Statement(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, args) SELECT %s, %s, %s, %s, %s",
        (task.queue, task.name, task.priority, task.lock, Jsonb(arguments)),
    )


def run_worker(**options: Any) -> None:
    """Do the jobs of the queue, until told to stop; `options` are those of `procrastinate.App.run_worker`."""
    with queue.replace_connector(_WorkerConnector(queue.connector)):
        queue.run_worker(**options)


class _WorkerConnector(PsycopgConnector):
    """The connections over which a worker takes jobs and reports them done: one statement each, so no transactions.

    What a job itself enqueues goes over Django's connection, and so belongs to the transaction of the job.
    """

    def __init__(self, of_jobs: BaseConnector) -> None:
        super().__init__(kwargs=connector_params(), configure=_without_transactions)
        self._of_jobs = of_jobs

    def get_sync_connector(self) -> BaseConnector:
        return self._of_jobs

    async def _create_pool(self, pool_args: dict[str, Any]) -> AsyncConnectionPool:
        return AsyncConnectionPool(**pool_args, open=False, check=_check)


async def _check(connection: AsyncConnection[Any]) -> None:
    """Ask a connection that is about to be used whether it lives, if the server has said anything since."""
    if has_news(connection.fileno()):
        await AsyncConnectionPool.check_connection(connection)


async def _without_transactions(connection: AsyncConnection[Any]) -> None:
    await connection.set_autocommit(True)


@queue.periodic(cron="* * * * *")
@queue.task(name="foundation.retry_stalled_jobs", queueing_lock="retry_stalled_jobs", pass_context=True)
async def retry_stalled_jobs(context, timestamp: int) -> None:  # type: ignore[no-untyped-def]
    """Give the jobs of a worker that died back to the queue: procrastinate finds them but does not retry."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        await manager.retry_job(job)
