"""Jobs of this room."""

from nssi.foundation.queue import PATIENT, queue
from nssi.insurance.actions.continue_imports import continue_imports
from nssi.insurance.actions.import_submission import import_submission
from nssi.insurance.actions.take_in_folder import take_in_folder


@queue.task(name="insurance.import_submission", retry=PATIENT)
def import_one_submission(submission_id: int) -> None:
    """Check and merge a submission; it goes on where an earlier try stopped."""
    import_submission(submission_id)


@queue.periodic(cron="* * * * *")
@queue.task(
    name="insurance.take_in_folder", queueing_lock="insurance.take_in_folder", lock="insurance.take_in_folder"
)
def take_in_watched_folder(timestamp: int) -> None:
    """Each minute, take in what lies in the watched folder."""
    take_in_folder()


@queue.periodic(cron="* * * * *")
@queue.task(name="insurance.continue_imports", queueing_lock="insurance.continue_imports")
def continue_unfinished_imports(timestamp: int) -> None:
    """Each minute, ask again for imports whose job was lost."""
    continue_imports()
