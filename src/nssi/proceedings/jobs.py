"""Jobs of this room."""

from uuid import UUID

from nssi.foundation.queue import PATIENT, queue
from nssi.proceedings.actions.ask_for_confirmation import ask_for_confirmation
from nssi.proceedings.actions.tell_termination import tell_termination as tell


@queue.task(name="proceedings.ask_for_confirmation", retry=PATIENT)
def ask_to_confirm(proceeding_id: str) -> None:
    """Ask the person whose unsigned application was filed to confirm it."""
    ask_for_confirmation(UUID(proceeding_id))


@queue.task(name="proceedings.tell_termination", retry=PATIENT)
def tell_termination(proceeding_id: str) -> None:
    """Tell a person that their proceeding was terminated."""
    tell(UUID(proceeding_id))
