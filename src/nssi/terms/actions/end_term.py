"""End a term before its last day has passed: it was kept, or what it ran for fell away."""

from nssi.foundation import clock
from nssi.terms.kinds import TermKind
from nssi.terms.models import Term


def meet_term(kind: TermKind, *, subject_kind: str, subject_id: str) -> bool:
    """Note that the term was kept. Return False where none of this kind runs for the subject (any more)."""
    return _end(kind, subject_kind, subject_id, Term.State.MET)


def stop_term(kind: TermKind, *, subject_kind: str, subject_id: str) -> bool:
    """Note that the term fell away. Return False where none of this kind runs for the subject (any more)."""
    return _end(kind, subject_kind, subject_id, Term.State.STOPPED)


def settle_term(kind: TermKind, *, subject_kind: str, subject_id: str) -> None:
    """Note that what the term asked for is done after all, or is asked for no more, though it had passed."""
    passed = Term.objects.filter(
        kind=kind.name, subject_kind=subject_kind, subject_id=subject_id, settled_at=None
    )
    passed.exclude(state=Term.State.RUNNING, due_at__gt=clock.now()).update(settled_at=clock.now())


def _end(kind: TermKind, subject_kind: str, subject_id: str, state: Term.State) -> bool:
    now = clock.now()
    running = Term.objects.filter(
        kind=kind.name, subject_kind=subject_kind, subject_id=subject_id, state=Term.State.RUNNING
    )
    # one that has run out is missed, even before the sweeper comes
    return (
        running.filter(due_at__gt=now).update(state=state, ended_at=now, settled_at=now, remind_at=None) == 1
    )
