"""Note that what a task of a proceeding asked for is done."""

from django.db import transaction

from nssi.access.models import Official
from nssi.foundation import clock
from nssi.proceedings.history import TASK_DONE, tell
from nssi.proceedings.models import Proceeding
from nssi.terms.models import Task


@transaction.atomic
def finish_task(proceeding: Proceeding, task: Task, official: Official) -> None:
    """Close the task and write into the history who did it; one that is closed already stays as it is."""
    if Task.objects.filter(pk=task.pk, done_at=None).update(done_at=clock.now()):
        tell(proceeding, TASK_DONE, official, task.title)
