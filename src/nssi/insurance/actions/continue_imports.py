"""See to it that no submission stays half way: its import is asked for again; and no text stays that nobody needs."""

from contextlib import suppress
from datetime import timedelta

import structlog

from nssi.foundation import clock
from nssi.insurance import spool
from nssi.insurance.actions.import_submission import have_imported
from nssi.insurance.models import Submission

PATIENCE = timedelta(minutes=2)
UNUSED_FOR = timedelta(days=1)

log = structlog.get_logger(__name__)


def continue_imports() -> None:
    """Ask again for the imports that are not ended, tell which of them have lost their text, and remove what lies about."""
    unfinished = Submission.objects.filter(state__in=[Submission.State.RECEIVED, Submission.State.CHECKING])
    needed = set()
    for submission in unfinished.order_by("received_at"):
        needed.add(submission.text_name)
        if not spool.path_of(submission.text_name).exists():
            log.error("insurance.text_lost", submission=submission.pk)
        elif submission.received_at < clock.now() - PATIENCE:
            have_imported(submission.pk)
    oldest = (clock.now() - UNUSED_FOR).timestamp()
    for path in spool.leftovers():
        with suppress(FileNotFoundError):
            if path.name not in needed and path.stat().st_mtime < oldest:
                path.unlink()
