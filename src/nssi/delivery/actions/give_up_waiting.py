"""End the days for the download: flag what was not downloaded, and ask an official for the rest (S1.9)."""

from collections.abc import Sequence
from uuid import UUID

from nssi.audit import SYSTEM
from nssi.delivery.events import tell_not_fetched
from nssi.delivery.models import Delivery
from nssi.delivery.policies import policy_named
from nssi.delivery.tasks import Todo, open_task
from nssi.delivery.timeline import What, hold, note
from nssi.terms.models import Term


def give_up_waiting(terms: Sequence[Term]) -> None:
    """Note for each of these terms that its document was not downloaded in time, and open the task that follows."""
    for term in terms:
        delivery = hold(UUID(term.subject_id))
        details = {"due_on": term.due_on.isoformat(), "article": term.article}
        if delivery.is_served or not note(delivery, What.NOT_FETCHED, actor=SYSTEM, details=details):
            continue
        delivery.state = Delivery.State.NOT_FETCHED
        delivery.save(update_fields=["state"])
        policy = policy_named(delivery.policy)
        todo = Todo.POST if policy.late_download_serves else Todo.SERVE_OTHERWISE
        open_task(todo, delivery, policy.role)
        tell_not_fetched(delivery)
