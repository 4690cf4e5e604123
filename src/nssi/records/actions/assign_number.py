"""Give a document its number in a register: the УРИ of one that comes in, the outgoing number of one that leaves."""

from django.db import connection

from nssi.foundation import clock
from nssi.records.models import Record
from nssi.records.registry_uid import RegistryUid

_NEXT = """
INSERT INTO records_registercounter AS counter (index, year, last) VALUES (%s, %s, 1)
ON CONFLICT (index, year) DO UPDATE SET last = counter.last + 1
RETURNING last
"""


def assign_registry_uid(index: str, *, subject_kind: str = "", subject_id: str = "") -> RegistryUid:
    """Return the next УРИ of the register `index` (four digits), and enter it in the book.

    Call it LAST in the caller's transaction: it locks the counter of the register until that ends, and everybody who
    files in the same register waits. A rollback gives the number back, so that there is neither a gap nor a second use.
    The day is today's in Sofia. Raises RuntimeError outside a transaction.
    """
    return _assign(index, Record.Direction.INCOMING, subject_kind, subject_id)


def assign_outgoing_number(index: str, *, subject_kind: str = "", subject_id: str = "") -> RegistryUid:
    """Return the next outgoing number of the register `index`: the same counter, the same rules."""
    return _assign(index, Record.Direction.OUTGOING, subject_kind, subject_id)


def _assign(index: str, direction: Record.Direction, subject_kind: str, subject_id: str) -> RegistryUid:
    if not connection.in_atomic_block:
        raise RuntimeError("a number is given in the transaction of what it is given to")
    today = clock.today()
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [index, today.year])
        (number,) = cursor.fetchone()
    uid = RegistryUid(index, number, today)
    Record.objects.create(
        registry_uid=str(uid),
        direction=direction,
        subject_kind=subject_kind,
        subject_id=subject_id,
        registered_at=clock.now(),
    )
    return uid
