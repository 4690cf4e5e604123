"""Start a term."""

from datetime import date, datetime, time, timedelta

from nssi.foundation import clock
from nssi.institution.parameters import current_parameters
from nssi.law.parameters import Parameters
from nssi.law.term import TermFacts, term_of
from nssi.terms.kinds import TermKind
from nssi.terms.models import Term

_DAY = timedelta(days=1)


def start_term(
    kind: TermKind, *, subject_kind: str, subject_id: str, started_on: date, started_by: str
) -> Term:
    """Start a term of `kind` for the subject, counted from the day of the event, in the caller's transaction.

    The day of the event is not counted; a last day that is not a working day moves to the next one (`law.term`).
    Raises IntegrityError where such a term runs already for the subject.
    """
    term = new_term(
        kind, subject_kind=subject_kind, subject_id=subject_id, started_on=started_on, started_by=started_by
    )
    term.save(force_insert=True)
    return term


def new_term(
    kind: TermKind,
    *,
    subject_kind: str,
    subject_id: str,
    started_on: date,
    started_by: str,
    parameters: Parameters | None = None,
) -> Term:
    """Return the term that `start_term` would start, unsaved; who starts them by the thousand asks for `parameters` once."""
    facts = TermFacts(started_on.isoformat(), kind.length, kind.unit)
    found = term_of(facts, parameters or current_parameters()).answer
    due_on = found.due.date() if isinstance(found.due, datetime) else found.due
    return Term(
        kind=kind.name,
        subject_kind=subject_kind,
        subject_id=subject_id,
        started_on=started_on,
        started_by=started_by,
        article=kind.article,
        length=kind.length,
        unit=kind.unit,
        due_on=due_on,
        due_at=_beginning(due_on + _DAY),
        reason=found.reason,
        remind_at=_beginning(due_on - kind.remind_before * _DAY) if kind.remind_before else None,
    )


def _beginning(day: date) -> datetime:
    return datetime.combine(day, time(), clock.SOFIA)
