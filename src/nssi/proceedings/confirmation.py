"""Confirming an application that came unsigned (S2.5): in time, and what its end brings."""

from collections.abc import Sequence

from django.utils.translation import gettext
from procrastinate.types import JSONDict

from nssi.foundation import clock
from nssi.look.typography import date_text
from nssi.proceedings.models import SUBJECT, Proceeding
from nssi.proceedings.procedures import Text
from nssi.proceedings.shared_acts import confirmation_of
from nssi.terms.models import Term


def confirm_in_time(proceeding: Proceeding) -> Text:
    """Return that the time to confirm is over, or nothing. Before the notice has arrived there is all the time."""
    term = confirmation_term(proceeding)
    if term is None or term.due_at > clock.now():
        return ""
    return gettext("Срокът изтече на %(day)s и производството е прекратено.") % {
        "day": date_text(term.due_on)
    }


def confirmation_term(proceeding: Proceeding) -> Term | None:
    """Return the term within which the application is confirmed, running or not; None before it began."""
    return (
        Term.objects.filter(
            kind=confirmation_of(proceeding.service).name,
            subject_kind=SUBJECT,
            subject_id=str(proceeding.pk),
        )
        .order_by("-started_on")
        .first()
    )


def tell_terminated(proceeding_ids: Sequence[str]) -> None:
    """Enqueue the messages to those whose proceedings were terminated (M-06)."""
    from nssi.proceedings.jobs import tell_termination

    jobs: list[JSONDict] = [{"proceeding_id": each} for each in proceeding_ids]
    tell_termination.batch_defer(*jobs)
