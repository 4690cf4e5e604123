"""Remind people of documents whose days for the download end soon (M-09)."""

from collections.abc import Sequence
from uuid import UUID

from nssi.audit import SYSTEM
from nssi.delivery.announcements import remind
from nssi.delivery.models import Delivery
from nssi.delivery.timeline import What, hold, note
from nssi.terms.models import Term


def remind_of_waiting(terms: Sequence[Term]) -> None:
    """Let a reminder leave for the document of each of these terms."""
    for term in terms:
        delivery = hold(UUID(term.subject_id))
        if delivery.state == Delivery.State.WAITING and note(delivery, What.REMINDED, actor=SYSTEM):
            remind(delivery, key="reminder")
