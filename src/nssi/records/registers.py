"""The registers: how the next number of one is taken and entered in the book."""

from typing import Any

from django.db import connection

from nssi.foundation import clock
from nssi.records.models import Record
from nssi.records.registry_uid import RegistryUid

_NEXT = """
WITH next AS (
    INSERT INTO records_registercounter AS counter (index, year, last) VALUES (%(index)s, %(year)s, 1)
    ON CONFLICT (index, year) DO UPDATE SET last = counter.last + 1
    RETURNING last
)
INSERT INTO records_record (registry_uid, direction, subject_kind, subject_id, registered_at)
SELECT %(index)s || '-' || lpad(last::text, greatest(6, length(last::text)), '0') || '-' || %(on)s,
       %(direction)s, %(subject_kind)s, %(subject_id)s, %(now)s
FROM next
RETURNING registry_uid
"""
"""Counter and book in one statement: from the counter on, everybody waits for each of the caller's round trips."""


def enter(index: str, direction: Record.Direction, subject_kind: str, subject_id: str) -> RegistryUid:
    """Take the next number of the register `index` (four digits) for today, and enter it in the book.

    It locks the counter until the caller's transaction ends. A rollback gives the number back, so that there is
    neither a gap nor a second use. Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a number is given in the transaction of what it is given to")
    today = clock.today()
    values: dict[str, Any] = {
        "index": index,
        "year": today.year,
        "on": f"{today:%d.%m.%Y}",
        "direction": direction,
        "subject_kind": subject_kind,
        "subject_id": subject_id,
        "now": clock.now(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, values)
        (uid,) = cursor.fetchone()
    return RegistryUid.parse(uid)
