"""The registers: how the next number of one is taken and entered in the book."""

from django.db import connection

from nssi.foundation import clock
from nssi.foundation.statements import Statement, execute
from nssi.records.models import Record
from nssi.records.registry_uid import RegistryUid


def enter(index: str, direction: Record.Direction, subject_kind: str, subject_id: str) -> RegistryUid:
    """Take the next number of the register `index` (four digits) for today, and enter it in the book.

    It locks the counter until the caller's transaction ends. A rollback gives the number back, so that there is
    neither a gap nor a second use. Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a number is given in the transaction of what it is given to")
    number = entry(index, direction, subject_kind, subject_id)
    return RegistryUid.parse(execute(Statement(f"SELECT {number.sql}", number.values)))


def entry(index: str, direction: Record.Direction, subject_kind: str, subject_id: str) -> Statement:
    """Return what `enter` does as an expression, for a row that is inserted with its number.

    From the counter on, everybody waits for each of the caller's round trips: this saves them.
    """
    return Statement(
        "enter_in_register(%s, %s, %s, %s, %s, %s)",
        (index, clock.today(), direction, subject_kind, subject_id, clock.now()),
    )
