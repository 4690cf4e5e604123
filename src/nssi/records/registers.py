"""The registers: how the next number of one is taken and entered in the book."""

from django.db import connection

from nssi.foundation import clock
from nssi.records.models import Record
from nssi.records.registry_uid import RegistryUid

_NEXT = """
INSERT INTO records_registercounter AS counter (index, year, last) VALUES (%s, %s, 1)
ON CONFLICT (index, year) DO UPDATE SET last = counter.last + 1
RETURNING last
"""


def enter(index: str, direction: Record.Direction, subject_kind: str, subject_id: str) -> RegistryUid:
    """Take the next number of the register `index` (four digits) for today, and enter it in the book.

    It locks the counter until the caller's transaction ends. A rollback gives the number back, so that there is
    neither a gap nor a second use. Raises RuntimeError outside a transaction.
    """
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
