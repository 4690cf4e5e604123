"""Find the terms that have run out, and those of which somebody is to be reminded."""

from typing import Any

import structlog
from django.db import connection, transaction

from nssi.foundation import clock
from nssi.terms.kinds import TermKind, all_kinds
from nssi.terms.models import Term

AT_ONCE = 5000
"""How many terms end in one transaction."""

_END = """
UPDATE terms_term SET state = 'missed', ended_at = %(now)s, remind_at = NULL
WHERE id IN (
    SELECT id FROM terms_term WHERE state = 'running' AND kind = %(kind)s AND due_at <= %(now)s
    ORDER BY due_at, id LIMIT %(at_once)s FOR UPDATE SKIP LOCKED
)
RETURNING id
"""
_REMIND = """
UPDATE terms_term SET remind_at = NULL
WHERE id IN (
    SELECT id FROM terms_term WHERE state = 'running' AND kind = %(kind)s AND remind_at <= %(now)s
    ORDER BY remind_at, id LIMIT %(at_once)s FOR UPDATE SKIP LOCKED
)
RETURNING id
"""

log = structlog.get_logger(__name__)


def sweep_terms() -> int:
    """Let every term that has run out by now have its consequences, and send due reminders. Return how many of both.

    A term ends in the transaction of what its end does, so that both happen once or not at all, however many sweepers
    there are and however long none ran. A kind whose handler fails is tried again the next time, and holds no other up.
    """
    handled = 0
    for kind in all_kinds():
        try:
            handled += _sweep(kind)
        except Exception:  # another kind must not wait for this one
            log.exception("terms.sweep_failed", kind=kind.name)
    return handled


def _sweep(kind: TermKind) -> int:
    handled = 0
    # ends first: nobody is reminded of what is over
    for statement, handler in ((_END, kind.at_end), (_REMIND, kind.at_reminder)):
        while True:
            with transaction.atomic():
                values: dict[str, Any] = {"kind": kind.name, "now": clock.now(), "at_once": AT_ONCE}
                with connection.cursor() as cursor:
                    cursor.execute(statement, values)
                    ids = [id_ for (id_,) in cursor.fetchall()]
                if ids:
                    handler(list(Term.objects.filter(id__in=ids).order_by("due_at", "id")))
            handled += len(ids)
            if len(ids) < AT_ONCE:
                break
    return handled
