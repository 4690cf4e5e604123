"""Move the terms whose last day has become a day off."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection

from nssi.foundation import clock
from nssi.law.calendar import DAY, Calendar, told
from nssi.law.term import Unit
from nssi.terms.models import Task, Term

MoveHandler = Callable[[date, date, Sequence[Term]], None]
"""Called in the transaction that moves: what ended on the first day ends on the second; the terms in working days that became longer."""

_handlers: list[MoveHandler] = []

_MOVE = """
UPDATE terms_term SET
    due_on = %(to)s, due_at = %(due_at)s, remind_at = remind_at + %(later)s, reason = reason || %(why)s
WHERE state = 'running' AND due_on = %(day)s AND NOT unit = ANY(%(otherwise)s)
"""


def when_moved(handler: MoveHandler) -> None:
    """Let a room that keeps the last days of terms beside its own things hear of it. Call this in `AppConfig.ready()`."""
    _handlers.append(handler)


def move_terms(day: date, calendar: Calendar) -> int:
    """Let what runs until `day`, which has become a day off, run until the working day after it (ГПК 60(6)).

    A term in working days that the day lies in becomes longer by one. Return how many terms moved; call it in a transaction. No
    term is moved to an earlier day: people were told the later one.
    """
    to = calendar.next_working_day(day)
    longer = _lengthened(day, calendar)
    with connection.cursor() as cursor:
        cursor.execute(
            _MOVE, {**_moved(day, day, to), "otherwise": [Unit.HOURS.value, Unit.WORKING_DAYS.value]}
        )
        moved: int = cursor.rowcount
    Task.objects.filter(due_on=day, done_at=None).update(due_on=to)
    for handler in _handlers:
        handler(day, to, longer)
    return moved + len(longer)


def _lengthened(day: date, calendar: Calendar) -> list[Term]:
    """Let the terms in working days that `day` lies in end a working day later, and return them."""
    running = Term.objects.filter(state=Term.State.RUNNING, unit=Unit.WORKING_DAYS)
    found = list(running.filter(started_on__lt=day, due_on__gte=day))
    for term in found:
        moved = _moved(day, term.due_on, calendar.next_working_day(term.due_on + DAY))
        term.due_on, term.due_at = moved["to"], moved["due_at"]
        term.remind_at = term.remind_at and term.remind_at + moved["later"]
        term.reason += moved["why"]
    Term.objects.bulk_update(found, ["due_on", "due_at", "remind_at", "reason"], batch_size=1000)
    return found


def _moved(off: date, before: date, to: date) -> dict[str, Any]:
    return {
        "day": before,
        "to": to,
        "due_at": datetime.combine(to + timedelta(days=1), time(), clock.SOFIA),
        "later": to - before,
        "why": f" {told(off)} беше обявен за неприсъствен, затова срокът изтича на {told(to)}",
    }
