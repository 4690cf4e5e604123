"""Import a submission: check its rows and merge the good ones into the register, in steps that an interruption cannot double."""

import contextlib
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

import numpy as np
from django.db import InterfaceError, OperationalError, connection, transaction
from procrastinate.exceptions import AlreadyEnqueued

from nssi.audit import SYSTEM, record
from nssi.foundation import clock
from nssi.foundation.queue import queue
from nssi.institution.parameters import current_parameters
from nssi.insurance import merging, spool
from nssi.insurance.form_1.checks import MonthTable, check, is_own
from nssi.insurance.form_1.columns import Columns, read_columns
from nssi.insurance.form_1.layout import CORRECTION_CODE, IDENTIFIER, INSURER
from nssi.insurance.form_1.survey import Survey, blocks, survey
from nssi.insurance.models import Submission
from nssi.law.calendar import Month

if TYPE_CHECKING:
    from nssi.insurance.form_1.columns import Truth, Whole

Tell = Callable[[Submission], None]

PAUSES = (1, 2, 5, 10, 20, 30)
"""Seconds to wait for a database that went away, before each next try."""

_UNFINISHED = (Submission.State.RECEIVED, Submission.State.CHECKING)
_ONE_AT_A_TIME = "insurance.import"
_DONE_SO_FAR = (
    "state",
    "rows_done",
    "bytes_done",
    "accepted",
    "unchanged",
    "rejected",
    "accepted_leva",
    "accepted_euro",
    "rejected_leva",
    "rejected_euro",
    "first_month",
    "last_month",
)


def have_imported(submission_id: int) -> None:
    """Enqueue the import of a submission, with the caller's transaction; once, however often it is asked for."""
    job = queue.configure_task(
        name="insurance.import_submission",
        lock=_ONE_AT_A_TIME,
        queueing_lock=f"{_ONE_AT_A_TIME}:{submission_id}",
    )
    with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
        job.defer(submission_id=submission_id)


def import_submission(submission_id: int, tell: Tell = lambda submission: None) -> Submission:
    """Check and merge what is left of a submission, and return it. `tell` is told after each step how far it is.

    A step is a block of rows in a transaction of its own, with its place in the file: whoever dies in between leaves a submission
    that goes on where it stopped. What it says is known as a whole, with the last step. One import runs at a time, so each sees
    what those before it brought.
    """
    for pause in PAUSES:
        try:
            return _import(submission_id, tell)
        except (OperationalError, InterfaceError):
            connection.close()
            time.sleep(pause)
    return _import(submission_id, tell)


def _import(submission_id: int, tell: Tell) -> Submission:
    with _one_at_a_time():
        submission = Submission.objects.get(pk=submission_id)
        if submission.state not in _UNFINISHED:
            return submission
        with spool.path_of(submission.text_name).open("rb") as text:
            overview = survey(text, submission.rows)
            text.seek(submission.bytes_done)
            for step in _steps(text, submission, overview):
                _merge(submission, step)
                tell(submission)
        merging.tell_planner_of_new_years()
        _finish(submission)
    return submission


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Wait for other imports, of this process or another: the lock goes with the connection, so a process that died holds none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [_ONE_AT_A_TIME])
    try:
        yield
    finally:
        with contextlib.suppress(OperationalError, InterfaceError), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [_ONE_AT_A_TIME])


@dataclass(frozen=True)
class _Step:
    """A block of rows, checked by themselves and beside the others of the file.

    `order`: by persons, so that what is added lies side by side in the register's index.
    """

    size: int
    columns: Columns
    rows: "merging.Rows"
    months: "Whole"
    order: "Whole"
    repeated: "Truth"


def _steps(text: BinaryIO, submission: Submission, overview: Survey) -> Iterator[_Step]:
    """Yield the steps that are left; while one is merged by the database, the next is read and checked."""
    months = MonthTable(current_parameters(), Month.of(clock.today()))
    done = submission.rows_done
    with ThreadPoolExecutor(1) as beside:
        waiting: Future[_Step] | None = None
        for block in blocks(text):
            following = beside.submit(_step, block, done, submission, overview, months)
            done += block.count(b"\n")
            if waiting:
                yield waiting.result()
            waiting = following
        if waiting:
            yield waiting.result()


def _step(block: bytes, done: int, submission: Submission, overview: Survey, months: MonthTable) -> _Step:
    columns = read_columns(block, done + 1)
    days_insured_on = check(columns, months)
    if submission.insurer:
        others = ~is_own(columns.values[INSURER], submission.insurer)
        columns.refuse("other_insurer", INSURER, columns.readable & others)
    here = slice(done, done + len(columns.lines))
    columns.refuse("regular_and_corrective", CORRECTION_CODE, columns.readable & overview.contradicting[here])
    rows = merging.rows_of(columns, days_insured_on, submission.pk)
    return _Step(
        size=len(block),
        columns=columns,
        rows=rows,
        months=merging.first_days(columns),
        order=np.argsort(columns.values[IDENTIFIER], kind="stable"),
        repeated=overview.repeated[here] & columns.readable,
    )


@transaction.atomic
def _merge(submission: Submission, step: _Step) -> None:
    """Merge a step and move the submission's place in its file behind it."""
    columns = step.columns
    unchanged = step.repeated.copy()
    corrects = columns.values[CORRECTION_CODE] != 0
    asked = columns.good & ~step.repeated
    known = asked.copy()
    known[asked] = merging.on_known_ground(step.months[asked], columns.values[INSURER][asked], submission.pk)
    missing = asked & ~known & corrects
    if known.any():
        verdict = merging.compare(step.rows[known])
        unchanged |= np.isin(columns.lines, verdict.unchanged)
        missing |= np.isin(columns.lines, verdict.nothing_to_correct)
    columns.refuse("nothing_to_correct", CORRECTION_CODE, missing)
    merging.add(step.rows, step.order[(columns.good & ~unchanged)[step.order]])
    merging.note_errors(columns, submission.pk)
    merging.count(submission, columns, int((unchanged & columns.good).sum()))
    submission.state = Submission.State.CHECKING
    submission.bytes_done += step.size
    submission.save(update_fields=_DONE_SO_FAR)


def _finish(submission: Submission) -> None:
    with transaction.atomic():
        submission.state = Submission.State.MERGED
        submission.merged_at = clock.now()
        submission.save(update_fields=["state", "merged_at"])
        record(
            "insurance.file_merged",
            actor=SYSTEM,
            subject_kind="submission",
            subject_id=str(submission.pk),
            details={"accepted": submission.accepted, "rejected": submission.rejected},
        )
    spool.remove(submission.text_name)
