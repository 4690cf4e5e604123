"""Jobs of this room."""

from uuid import UUID

from nssi.foundation.queue import PATIENT, queue
from nssi.proceedings.actions.ask_for_confirmation import ask_for_confirmation
from nssi.proceedings.actions.renew_questions import look_again
from nssi.proceedings.actions.tell_termination import tell_termination as tell
from nssi.proceedings.models import ClarifyingQuestion


@queue.task(name="proceedings.ask_for_confirmation", retry=PATIENT)
def ask_to_confirm(proceeding_id: str) -> None:
    """Ask the person whose unsigned application was filed to confirm it."""
    ask_for_confirmation(UUID(proceeding_id))


@queue.task(name="proceedings.tell_termination", retry=PATIENT)
def tell_termination(proceeding_id: str) -> None:
    """Tell a person that their proceeding was terminated."""
    tell(UUID(proceeding_id))


@queue.periodic(cron="23 * * * *")
@queue.task(name="proceedings.renew_questions", queueing_lock="proceedings.renew_questions")
def renew_open_questions(timestamp: int) -> None:
    """Each hour, close the questions that the registers answer by now."""
    open_ones = ClarifyingQuestion.objects.filter(closed_at=None)
    for proceeding_id in open_ones.order_by().values_list("proceeding", flat=True).distinct():
        look_again(proceeding_id)
