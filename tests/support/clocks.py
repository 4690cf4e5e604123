"""A clock of the house run to its end by the injected clock: over its last day after a week without a sweeper, or after it was kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from nssi.delivery.models import DeliveryEvent
from nssi.foundation import clock
from nssi.foundation.queue import ProcrastinateJob
from nssi.messages.models import OutgoingMessage
from nssi.proceedings.models import ProceedingEvent
from nssi.terms.actions.sweep_terms import sweep_terms
from nssi.terms.models import Task, Term

DOWNTIME = timedelta(days=7)


def traces(term: Term) -> list[Any]:
    """Return what has happened about the subject of a term: tasks, acts, jobs, entries of a delivery, messages."""
    subject = term.subject_id
    return [
        list(Task.objects.filter(subject_id=subject).order_by("pk").values_list("key", "done_at")),
        list(
            ProceedingEvent.objects.filter(proceeding_id=_if(term, "proceeding")).values_list(
                "act", flat=True
            )
        ),
        list(DeliveryEvent.objects.filter(delivery_id=_if(term, "delivery")).values_list("pk", flat=True)),
        sum(subject in map(str, args.values()) for args in _jobs()),
        OutgoingMessage.objects.count(),
    ]


def _jobs() -> list[dict[str, Any]]:
    return list(ProcrastinateJob.objects.values_list("args", flat=True))


def _if(term: Term, kind: str) -> str | None:
    return term.subject_id if term.subject_kind == kind else None


@contextmanager
def run_out(kind: str) -> Iterator[Term]:
    """Run the term of this kind over its last day. Within, it is a week later and the sweeper, which was away, has come twice.

    To its last minute it runs and nothing has happened; then it is missed, and what its end does was done once.
    """
    term = Term.objects.get(kind=kind, state="running")
    before = traces(term)
    with clock.shift(term.due_at - timedelta(minutes=1) - clock.now()):
        assert clock.today() == term.due_on
        sweep_terms()
        term.refresh_from_db()
        assert term.state == "running", "it runs to the end of its last day"
        assert traces(term)[:2] == before[:2], "no task and no act before; a reminder may have gone out"
    with clock.shift(term.due_at + DOWNTIME - clock.now()):
        sweep_terms()
        ended = traces(term)
        sweep_terms()
        assert traces(term) == ended, "its end happens once"
        term.refresh_from_db()
        assert term.state == "missed"
        yield term


def kept(kind: str) -> Term:
    """See that the term of this kind was kept, and that nothing happens about it when its last day is over."""
    term = Term.objects.get(kind=kind)
    assert term.state == "met"
    before = traces(term)
    with clock.shift(max(term.due_at + timedelta(minutes=1) - clock.now(), timedelta())):
        sweep_terms()
        term.refresh_from_db()
        assert (term.state, traces(term)) == ("met", before), "what was kept has no end"
    return term
