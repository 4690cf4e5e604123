"""Jobs of this room: perform a step, withdraw documents, expire procedures, settle what was issued on certificates."""

from uuid import UUID

from procrastinate import RetryStrategy

from nssi.foundation.queue import queue
from nssi.pik.actions.expire_procedures import expire_procedures
from nssi.pik.actions.hand_over_certificate import settle_issues
from nssi.pik.actions.perform_step import perform_step
from nssi.pik.actions.withdraw_documents import withdraw_documents
from nssi.signing.port import ProviderUnavailable, TooEarly

_WITHDRAWING = RetryStrategy(
    max_attempts=10, exponential_wait=3, retry_exceptions={ProviderUnavailable, TooEarly}
)


@queue.task(name="pik.perform_step")
def perform_chosen_step(run_id: int) -> None:
    """Perform the step that a person has chosen."""
    perform_step(run_id)


@queue.task(name="pik.withdraw_documents", retry=_WITHDRAWING)
def withdraw_documents_of_ended(procedure_id: str) -> None:
    """Take back from the phone what was not signed in a procedure that has ended."""
    withdraw_documents(UUID(procedure_id))


@queue.periodic(cron="* * * * *")
@queue.task(name="pik.expire_procedures", queueing_lock="pik.expire_procedures")
def expire_past_procedures(timestamp: int) -> None:
    """Each minute, end the procedures past their 2 hours and give up steps that hang."""
    expire_procedures()


@queue.periodic(cron="*/5 * * * *")
@queue.task(name="pik.settle_issues", queueing_lock="pik.settle_issues")
def settle_issues_on_certificates(timestamp: int) -> None:
    """Activate the PIKs whose day has come, and discard what was not handed over in time."""
    settle_issues()
