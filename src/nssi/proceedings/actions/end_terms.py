"""What happens to proceedings whose terms have passed: thousands at once, each statement for all of them (S2.5, S2.7, S3.7)."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db import connection

from nssi.audit import SYSTEM, record_many
from nssi.foundation import clock
from nssi.institution.parameters import current_parameters
from nssi.proceedings.models import SUBJECT, Proceeding, ProceedingEvent
from nssi.proceedings.procedures import Act, Procedure, ProcedureTerm, State
from nssi.terms.actions.open_tasks import open_tasks
from nssi.terms.actions.start_term import new_term
from nssi.terms.kinds import TermKind, by_name
from nssi.terms.models import Task, Term

BY_CLOCK = "proceedings.clock_did"

_MOVE = """
UPDATE proceedings_proceeding SET
    state = %(state)s, waits = %(waits)s, role = %(role)s::text, decided = %(decides)s, closed_at = %(closed)s,
    assignee_id = CASE WHEN role = %(role)s::text THEN assignee_id END,
    parked_until = NULL, parked_why = '', revision = revision + 1
WHERE id = ANY(%(ids)s)
"""
_STOP_TERMS = """
UPDATE terms_term SET
    state = CASE WHEN state = 'running' THEN 'stopped' ELSE state END, ended_at = coalesce(ended_at, %(now)s),
    settled_at = %(now)s, remind_at = NULL
WHERE subject_kind = 'proceeding' AND subject_id = ANY(%(subjects)s) AND settled_at IS NULL
"""
_CLOSE_TASKS = """
UPDATE terms_task SET done_at = %(now)s
WHERE subject_kind = 'proceeding' AND subject_id = ANY(%(subjects)s) AND done_at IS NULL
"""
_RENEW_DEADLINES = """
UPDATE proceedings_proceeding proceeding SET
    due_on = coalesce(waiting.due_on, '9999-12-31'),
    late_since = CASE WHEN proceeding.closed_at IS NULL THEN waiting.late ELSE proceeding.late_since END
FROM unnest(%(ids)s::uuid[]) moved (id)
LEFT JOIN (
    SELECT subject_id, min(due_on) due_on, min(due_on) FILTER (WHERE state = 'missed') late FROM terms_term
    WHERE subject_kind = 'proceeding' AND subject_id = ANY(%(subjects)s) AND settled_at IS NULL
        AND (state = 'running' OR state = 'missed' AND kind = ANY(%(own)s))
    GROUP BY subject_id
) waiting ON waiting.subject_id = moved.id::text
WHERE proceeding.id = moved.id
"""


def kinds_of(procedure: Procedure) -> list[TermKind]:
    """Return the terms of a procedure as the sweeper knows them."""
    return [
        TermKind(
            term.name,
            term.title,
            term.article,
            term.length,
            term.unit,
            at_end=partial(_end, procedure, term),
            remind_before=term.remind_before,
            at_reminder=partial(_remind, term),
        )
        for term in procedure.all_terms
    ]


def _end(procedure: Procedure, term: ProcedureTerm, ended: Sequence[Term]) -> None:
    """Let the end of these terms have its consequences; those whose matter was settled meanwhile have none."""
    asked = {each.subject_id: each for each in ended if each.settled_at is None}
    held = Proceeding.objects.select_for_update(of=("self",)).filter(id__in=list(asked), closed_at=None)
    proceedings = list(held.order_by("id"))
    if term.ends_with:
        act = procedure.act(term.ends_with)
        _do(procedure, act, [each for each in proceedings if each.state in act.sources])
    if term.task:
        open_tasks(_task(term, asked[str(each.pk)], each) for each in proceedings)
    _renew_deadlines(procedure, proceedings)


def _remind(term: ProcedureTerm, running: Sequence[Term]) -> None:
    """Remind the person of these terms, where their proceedings still wait."""
    last_days = {each.subject_id: each.due_on for each in running}
    waiting = Proceeding.objects.filter(id__in=list(last_days), closed_at=None).select_related(
        "application", "body"
    )
    for proceeding in waiting.order_by("id"):
        term.remind(proceeding, last_days[str(proceeding.pk)])


def _task(term: ProcedureTerm, ended: Term, proceeding: Proceeding) -> Task:
    return Task(
        key=f"{term.name}:{ended.pk}",
        kind=term.name,
        title=str(term.task),
        subject_kind=SUBJECT,
        subject_id=str(proceeding.pk),
        body_id=proceeding.body_id,
        role=proceeding.role,
        due_on=ended.due_on,
    )


def _do(procedure: Procedure, act: Act, proceedings: Sequence[Proceeding]) -> None:
    """Let the clock do `act` to proceedings that are held."""
    if not proceedings:
        return
    now, state = clock.now(), procedure.state(act.to[0])
    ids = [each.pk for each in proceedings]
    subjects = [str(each) for each in ids]
    _run(
        _MOVE,
        ids=ids,
        state=state.name,
        waits=state.waits,
        role=state.role,
        decides=state.closes and state.decides,
        closed=now if state.closes else None,
    )
    ProceedingEvent.objects.bulk_create(
        (
            ProceedingEvent(proceeding=each, at=now, act=act.name, from_state=each.state, to_state=state.name)
            for each in proceedings
        ),
        batch_size=5000,
    )
    record_many(BY_CLOCK, actor=SYSTEM, subject_kind=SUBJECT, subject_ids=subjects, details={"act": act.name})
    if state.closes:
        _run(_STOP_TERMS, subjects=subjects, now=now)
        _run(_CLOSE_TASKS, subjects=subjects, now=now)
    _start_terms(state, subjects)
    if act.after is not None:
        act.after(subjects)


def _start_terms(state: State, subjects: Sequence[str]) -> None:
    parameters = current_parameters() if state.starts else None
    for name in state.starts:
        kind = by_name(name)
        Term.objects.bulk_create(
            (
                new_term(
                    kind,
                    subject_kind=SUBJECT,
                    subject_id=subject,
                    started_on=clock.today(),
                    started_by=str(state.title),
                    parameters=parameters,
                )
                for subject in subjects
            ),
            ignore_conflicts=True,  # one that runs already goes on
            batch_size=5000,
        )


def _renew_deadlines(procedure: Procedure, proceedings: Sequence[Proceeding]) -> None:
    _run(
        _RENEW_DEADLINES,
        ids=[each.pk for each in proceedings],
        subjects=[str(each.pk) for each in proceedings],
        own=[term.name for term in procedure.all_terms if not term.of_person],
    )


def _run(statement: str, **values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
