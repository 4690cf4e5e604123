"""The terms of one proceeding: started, kept, fallen away; and its deadline in the queue, which follows from them."""

from collections.abc import Sequence
from datetime import date

from nssi.foundation import clock
from nssi.proceedings.models import NEVER, SUBJECT, Proceeding
from nssi.proceedings.procedures import procedure_of
from nssi.terms import kinds
from nssi.terms.actions import end_term
from nssi.terms.actions.start_term import start_term as start
from nssi.terms.models import Term


def start_term(
    proceeding: Proceeding, name: str, *, started_on: date | None = None, started_by: str = ""
) -> Term:
    """Start the term of this name of the procedure, counted from `started_on` (today). One that runs already goes on.

    `started_by`: the event, in words; the title of the state where none is given. Inside an act the deadline follows by
    itself; elsewhere call `renew_deadline` and save.
    """
    running = _terms(proceeding).filter(kind=name, state=Term.State.RUNNING).first()
    state = procedure_of(proceeding).state(proceeding.state)
    return running or start(
        kinds.by_name(name),
        subject_kind=SUBJECT,
        subject_id=str(proceeding.pk),
        started_on=started_on or clock.today(),
        started_by=started_by or str(state.title),
    )


def meet_term(proceeding: Proceeding, name: str) -> bool:
    """Note that the term was kept, or at least that what it asked for is done. Return whether it was in time."""
    kind = kinds.by_name(name)
    in_time = end_term.meet_term(kind, subject_kind=SUBJECT, subject_id=str(proceeding.pk))
    if not in_time:
        end_term.settle_term(kind, subject_kind=SUBJECT, subject_id=str(proceeding.pk))
    return in_time


def stop_term(proceeding: Proceeding, name: str) -> None:
    """Note that the term fell away."""
    kind = kinds.by_name(name)
    if not end_term.stop_term(kind, subject_kind=SUBJECT, subject_id=str(proceeding.pk)):
        end_term.settle_term(kind, subject_kind=SUBJECT, subject_id=str(proceeding.pk))


def stop_all_terms(proceeding: Proceeding) -> None:
    """Note that nothing of the proceeding runs any more."""
    for name in _terms(proceeding).filter(settled_at=None).values_list("kind", flat=True).distinct():
        stop_term(proceeding, name)


def renew_deadline(proceeding: Proceeding) -> None:
    """Let the deadline be that of the term that ends first and asks for something still; the caller saves."""
    own = {term.name for term in procedure_of(proceeding).all_terms if not term.of_person}
    waiting = [
        term
        for term in _terms(proceeding).filter(settled_at=None)
        if term.state == Term.State.RUNNING or (term.state == Term.State.MISSED and term.kind in own)
    ]
    late = [term.due_on for term in waiting if term.state == Term.State.MISSED]
    proceeding.due_on = min((term.due_on for term in waiting), default=NEVER)
    if proceeding.closed_at is None:
        proceeding.late_since = min(late, default=None)


def follow_moved_terms(day: date, to: date, longer: Sequence[Term]) -> None:
    """Let the deadlines that follow from terms of `day`, and from those that became longer, follow them."""
    Proceeding.objects.filter(due_on=day, closed_at=None).update(due_on=to)
    ids = [term.subject_id for term in longer if term.subject_kind == SUBJECT]
    for proceeding in Proceeding.objects.filter(pk__in=ids, closed_at=None):
        renew_deadline(proceeding)
        proceeding.save(update_fields=["due_on", "late_since"])


def _terms(proceeding: Proceeding):  # type: ignore[no-untyped-def]
    return Term.objects.filter(subject_kind=SUBJECT, subject_id=str(proceeding.pk))
