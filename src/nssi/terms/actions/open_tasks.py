"""Give officials something to do."""

from collections.abc import Iterable

from nssi.foundation import clock
from nssi.terms.models import Task


def open_tasks(tasks: Iterable[Task]) -> None:
    """Open the tasks, in the caller's transaction. One whose key is known is there already and stays as it is."""
    now = clock.now()
    fresh = list(tasks)
    for task in fresh:
        task.opened_at = now
    Task.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=1000)


def close_tasks(*, kind: str, subject_kind: str, subject_id: str) -> int:
    """Note that what the tasks of this kind asked for the subject is done. Return how many were open."""
    open_ones = Task.objects.filter(kind=kind, subject_kind=subject_kind, subject_id=subject_id, done_at=None)
    return open_ones.update(done_at=clock.now())
