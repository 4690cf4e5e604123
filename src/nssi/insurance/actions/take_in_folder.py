"""Take in the files that others put into the watched folder."""

from nssi.insurance import spool
from nssi.insurance.actions.take_in_submission import take_in_submission
from nssi.insurance.models import Submission


def take_in_folder() -> None:
    """Take in each file of the watched folder, the oldest name first, and remove it when it is taken in.

    A file is first renamed out of the folder, so it is taken once; who died over one leaves it for the next time. Names
    that begin with a dot are not looked at: files that are still being written bear them.
    """
    aside = spool.being_taken()
    for path in sorted(spool.watched().iterdir()):
        if path.is_file() and not path.name.startswith("."):
            path.rename(aside / path.name)
    for path in sorted(aside.iterdir()):
        with path.open("rb") as file:
            take_in_submission(file, path.name, source=Submission.Source.FOLDER)
        path.unlink()
