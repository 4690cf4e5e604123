"""The queue of jobs: procrastinate on the same PostgreSQL.

A job is enqueued in the transaction that made it necessary, and its arguments are ids only: they are logged.
"""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app as queue
from procrastinate.contrib.django.models import ProcrastinateJob

__all__ = ["PATIENT", "ProcrastinateJob", "queue", "retry_stalled_jobs"]

PATIENT = RetryStrategy(max_attempts=500, wait=15)
"""For work that must happen however long it takes: a try each 15 seconds at first, kept up for hours."""


@queue.periodic(cron="* * * * *")
@queue.task(name="foundation.retry_stalled_jobs", queueing_lock="retry_stalled_jobs", pass_context=True)
async def retry_stalled_jobs(context, timestamp: int) -> None:  # type: ignore[no-untyped-def]
    """Give the jobs of a worker that died back to the queue: procrastinate finds them but does not retry."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        await manager.retry_job(job)
