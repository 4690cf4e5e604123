"""kill -9 at any step of an import, and a database that goes away: it goes on where it stopped, without doubles and without gaps.

A child process imports a file of several steps and is killed before and after each of its acts, in turn; then another imports what is left.
"""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import OperationalError, connection, connections

from nssi.foundation import clock
from nssi.insurance import merging, spool
from nssi.insurance.actions import import_submission as importing
from nssi.insurance.actions.import_submission import import_submission
from nssi.insurance.models import InsuranceDataRecord, Submission
from tests.insurance.declarations import a_file, errors, take_in

pytestmark = pytest.mark.django_db(transaction=True)

ACTS = (
    (importing, "survey"),
    (merging, "on_known_ground"),
    (merging, "add"),
    (merging, "note_errors"),
    (merging, "count"),
    (importing, "_merge"),
    (importing, "_finish"),
    (spool, "remove"),
)
STEPS = 3
DEATHS = 2 * (5 * STEPS + 3)
"""Before and after each act: five in each step, and three of the whole."""


@pytest.fixture(autouse=True)
def _small_steps(settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.DECLARATIONS = tmp_path / "declarations"
    monkeypatch.setattr("nssi.insurance.form_1.survey.BLOCK", 480)
    yield


def a_submission() -> Submission:
    """A file of six rows, one of them bad: two rows a step."""
    good = [{8: kind} for kind in (1, 4, 5, 6, 24)]
    (submission,) = take_in(a_file(*good[:3], {4: "8032056032"}, *good[3:]))
    return submission


def in_a_child(act: Callable[[], object]) -> int:
    """Run `act` in a child process, and return its exit status as `os.wait` gives it."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            act()
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1]


def die_at(number: int) -> None:
    """From now on, be killed when acts begin or end for the `number`-th time."""
    seen = iter(range(1, 10_000))

    def watched(act: Callable) -> Callable:
        def run(*arguments, **options):
            if next(seen) == number:
                os.kill(os.getpid(), signal.SIGKILL)
            answer = act(*arguments, **options)
            if next(seen) == number:
                os.kill(os.getpid(), signal.SIGKILL)
            return answer

        return run

    for module, name in ACTS:
        setattr(module, name, watched(getattr(module, name)))


def everything_is_there_once(submission: Submission) -> None:
    submission = Submission.objects.get(pk=submission.pk)
    assert (submission.state, submission.rows, submission.accepted, submission.rejected) == (
        "merged",
        6,
        5,
        1,
    )
    assert submission.accepted_euro == 5 * 180000
    assert errors(submission) == [(4, "identifier", 4)]
    records = InsuranceDataRecord.objects.known_on(clock.now()).values_list("line", "insured_type")
    assert sorted(records) == [(1, 1), (2, 4), (3, 5), (5, 6), (6, 24)]


@pytest.mark.parametrize("death", range(1, DEATHS + 1))
def test_whoever_dies_over_an_import_leaves_it_to_be_continued(death: int):
    submission = a_submission()
    status = in_a_child(lambda: (die_at(death), import_submission(submission.pk)))
    assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    assert InsuranceDataRecord.objects.known_on(clock.now()).count() in {0, 5}  # all of the file, or nothing
    import_submission(submission.pk)
    everything_is_there_once(submission)
    assert (
        list(spool.leftovers()) == [] or death >= DEATHS - 3
    )  # the sweeper removes what such a death leaves


def test_the_acts_above_are_all_of_them():
    submission = a_submission()
    status = in_a_child(lambda: (die_at(DEATHS + 1), import_submission(submission.pk)))
    assert os.WIFEXITED(status)
    everything_is_there_once(submission)


def test_an_import_goes_on_where_it_stopped():
    submission = a_submission()
    seen = []

    def stop(now: Submission) -> None:
        seen.append(now.rows_done)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_submission(submission.pk, stop)
    assert Submission.objects.get(pk=submission.pk).state == "checking"
    import_submission(submission.pk, lambda now: seen.append(now.rows_done))
    assert seen == [2, 4, 6]
    everything_is_there_once(submission)


def test_a_database_that_goes_away_is_waited_for(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(importing, "PAUSES", (0.01, 0.01))
    submission = a_submission()
    gone = []

    def cut_the_line(now: Submission) -> None:
        if not gone:
            gone.append(now.rows_done)
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    import_submission(submission.pk, cut_the_line)
    assert gone == [2]
    everything_is_there_once(submission)


def test_a_database_that_stays_away_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(importing, "PAUSES", (0.01,))
    submission = a_submission()

    def gone(submission_id: int, tell: object) -> Submission:
        raise OperationalError("gone")

    monkeypatch.setattr(importing, "_import", gone)
    with pytest.raises(OperationalError):
        import_submission(submission.pk)


def test_two_imports_wait_for_each_other():
    """Each file says the same row; whoever comes second must see what the first one brought."""
    first, second = (take_in(a_file({}, {8: kind}))[0] for kind in (1, 4))
    connections.close_all()
    children = []
    for submission in (first, second):
        if (child := os.fork()) == 0:
            try:
                import_submission(submission.pk)
            finally:
                os._exit(0)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
    assert Submission.objects.filter(state="merged").count() == 2
    assert InsuranceDataRecord.objects.count() == 3
