"""Move the terms whose last day has become a day off."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection

from nssi.foundation import clock
from nssi.law.calendar import told
from nssi.terms.models import Task

MoveHandler = Callable[[date, date], None]
"""Called with the day on which terms do not end any more and the one on which they do, in the transaction that moves them."""

_handlers: list[MoveHandler] = []

_MOVE = """
UPDATE terms_term SET
    due_on = %(to)s, due_at = %(due_at)s, remind_at = remind_at + %(later)s, reason = reason || %(why)s
WHERE state = 'running' AND due_on = %(day)s AND unit <> 'hours'
"""


def when_moved(handler: MoveHandler) -> None:
    """Let a room that keeps the last days of terms beside its own things hear of it. Call this in `AppConfig.ready()`."""
    _handlers.append(handler)


def move_terms(day: date, to: date) -> int:
    """Let what runs until `day`, which has become a day off, run until `to`, the working day after it (ГПК 60(6)).

    Return how many terms moved; call it in a transaction. No term is moved to an earlier day: people were told the later one. None of
    the house is counted in working days.
    """
    values: dict[str, Any] = {
        "day": day,
        "to": to,
        "due_at": datetime.combine(to + timedelta(days=1), time(), clock.SOFIA),
        "later": to - day,
        "why": f" {told(day)} беше обявен за неприсъствен, затова срокът изтича на {told(to)}",
    }
    with connection.cursor() as cursor:
        cursor.execute(_MOVE, values)
        moved: int = cursor.rowcount
    Task.objects.filter(due_on=day, done_at=None).update(due_on=to)
    for handler in _handlers:
        handler(day, to)
    return moved
