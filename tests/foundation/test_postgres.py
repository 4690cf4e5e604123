"""The database knows Cyrillic, and a job outlives the worker that took it."""

import pytest
from django.core.checks import Tags, run_checks
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from nssi.foundation import clock
from nssi.foundation.models import ClockOffset
from nssi.foundation.postgres import django_database
from nssi.foundation.queue import ProcrastinateJob, queue
from tests.support.work import run_jobs


@pytest.mark.django_db
def test_the_embedded_database_sorts_and_finds_cyrillic():
    assert run_checks(tags=[Tags.database], databases=["default"]) == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT lower('ЩЪРКЕЛ'), similarity('Пловдив', 'пловдив')")
        assert cursor.fetchone() == ("щъркел", 1.0)


@pytest.mark.django_db
def test_the_embedded_database_is_set_up_for_its_work_from_its_first_start_on():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('max_connections'), current_setting('shared_buffers')")
        assert cursor.fetchone() == ("200", "512MB")


@pytest.mark.django_db
def test_a_database_that_does_not_know_cyrillic_is_refused():
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION public.lower(text) RETURNS text LANGUAGE sql AS $$ SELECT $1 $$;"
            "SET LOCAL search_path = public, pg_catalog"
        )
    assert [message.id for message in run_checks(tags=[Tags.database], databases=["default"])] == [
        "foundation.E001"
    ]


@pytest.mark.django_db
def test_a_database_that_is_too_old_is_refused(monkeypatch):
    monkeypatch.setattr("nssi.foundation.checks.OLDEST", 99)
    assert [message.id for message in run_checks(tags=[Tags.database], databases=["default"])] == [
        "foundation.E002"
    ]


def test_a_database_url_is_read_with_all_its_parts():
    settings = django_database("postgresql://nssi:geheim@db.example:5433/register?sslmode=require")
    assert settings["NAME"] == "register"
    assert (settings["HOST"], settings["PORT"], settings["USER"]) == ("db.example", "5433", "nssi")
    assert settings["OPTIONS"]["sslmode"] == "require"


@pytest.mark.django_db(transaction=True)
def test_a_job_is_there_only_if_its_transaction_was_committed():
    with pytest.raises(RuntimeError), transaction.atomic():
        deferred("rolled back", timestamp=1)
        raise RuntimeError
    with transaction.atomic():
        deferred("committed", timestamp=2)
    run_jobs()
    assert states() == {2: "succeeded"}


@pytest.mark.django_db(transaction=True)
def test_the_job_of_a_worker_that_was_killed_is_given_back_to_the_queue():
    taken = deferred("taken", timestamp=1)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (NOW() - interval '10 minutes') RETURNING id"
        )
        dead_worker = cursor.fetchone()[0]
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s",
            [dead_worker, taken],
        )
    deferred("the periodic job", timestamp=2)
    run_jobs()
    assert states() == {1: "succeeded", 2: "succeeded"}


def deferred(queueing_lock: str, *, timestamp: int) -> int:
    """Enqueue the job that gives stalled jobs back; the timestamp tells ours from those of the worker's own clock."""
    task = queue.tasks["foundation.retry_stalled_jobs"]
    return task.configure(queueing_lock=queueing_lock).defer(timestamp=timestamp)


def states() -> dict[int, str]:
    """The states of the jobs that `deferred` enqueued, by their timestamps."""
    ours = ProcrastinateJob.objects.filter(args__timestamp__lt=10)
    return {job.args["timestamp"]: job.status for job in ours}


@pytest.mark.django_db
def test_a_moved_clock_is_seen_by_all_processes(settings):
    settings.DEMO = True
    before = clock.now()
    clock.move(clock.timedelta(hours=2))
    assert clock.timedelta(hours=1, minutes=59) < clock.now() - before < clock.timedelta(hours=2, minutes=1)
    assert ClockOffset.objects.count() == 1


@pytest.mark.django_db
def test_outside_a_demonstration_the_clock_cannot_be_moved():
    clock.move(clock.timedelta(hours=2))
    before = clock.datetime.now(clock.UTC)
    assert clock.now() - before < clock.timedelta(seconds=5)


@pytest.fixture
def kept_connection():
    """A connection that was used by one request and is kept for the next."""
    kept = connection.copy()
    with kept.cursor() as cursor:
        cursor.execute("SELECT 1")
    kept.health_check_enabled, kept.health_check_done = True, False
    yield kept
    kept.close()


@pytest.mark.django_db(transaction=True)
def test_a_kept_connection_on_which_the_server_is_silent_is_used_again_without_a_question(kept_connection):
    before = kept_connection.connection
    with CaptureQueriesContext(kept_connection) as asked:
        kept_connection.close_if_health_check_failed()
        kept_connection.ensure_connection()
    assert (kept_connection.connection, len(asked)) == (before, 0)


@pytest.mark.django_db(transaction=True)
def test_a_kept_connection_that_the_server_has_ended_is_replaced(kept_connection):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [kept_connection.connection.info.backend_pid])
    kept_connection.close_if_health_check_failed()
    with kept_connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
