"""Jobs that enqueue jobs: what they enqueue belongs to their own transaction, as it does everywhere."""

import pytest
from django.db import transaction

from nssi.foundation.queue import ProcrastinateJob, enqueuing, queue
from nssi.foundation.statements import execute
from tests.support.work import run_jobs


@queue.task(name="tests.follow_up")
def follow_up() -> None:
    """What the job below makes necessary."""


@queue.task(name="tests.do_and_follow_up")
def do_and_follow_up(failing_id: int) -> None:
    """Enqueue the job above, and fail afterwards if so told."""
    with transaction.atomic():
        follow_up.defer()
        if failing_id:
            raise LookupError


@pytest.mark.django_db(transaction=True)
def test_what_a_failed_job_has_enqueued_is_not_there():
    do_and_follow_up.defer(failing_id=1)
    run_jobs()
    assert statuses() == {"tests.do_and_follow_up": "failed"}


@pytest.mark.django_db(transaction=True)
def test_what_a_job_has_enqueued_is_done():
    do_and_follow_up.defer(failing_id=0)
    run_jobs()
    assert statuses() == {"tests.do_and_follow_up": "succeeded", "tests.follow_up": "succeeded"}


@pytest.mark.django_db(transaction=True)
def test_a_job_enqueued_within_another_statement_is_the_one_that_is_deferred():
    follow_up.defer()
    execute(enqueuing(follow_up))
    deferred, enqueued = ProcrastinateJob.objects.filter(task_name="tests.follow_up").values().order_by("id")
    assert {**enqueued, "id": deferred["id"]} == deferred
    run_jobs()
    assert {job.status for job in ProcrastinateJob.objects.filter(task_name="tests.follow_up")} == {
        "succeeded"
    }


def statuses() -> dict[str, str]:
    ours = ProcrastinateJob.objects.filter(task_name__startswith="tests.")
    return {job.task_name: job.status for job in ours}
