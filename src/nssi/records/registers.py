"""The registers: how the next number of one is taken and entered in the book."""

from django.db import connection
from django.db.models import CharField, DateField, DateTimeField, Func, TextField, Value

from nssi.foundation import clock
from nssi.records.models import Record
from nssi.records.registry_uid import RegistryUid


def enter(index: str, direction: Record.Direction, subject_kind: str, subject_id: str) -> RegistryUid:
    """Take the next number of the register `index` (four digits) for today, and enter it in the book.

    It locks the counter until the caller's transaction ends. A rollback gives the number back, so that there is
    neither a gap nor a second use. Raises RuntimeError outside a transaction.
    """
    _in_transaction()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT enter_in_register(%s, %s, %s, %s, %s, %s)",
            [index, clock.today(), direction, subject_kind, subject_id, clock.now()],
        )
        (uid,) = cursor.fetchone()
    return RegistryUid.parse(uid)


def entry(index: str, direction: Record.Direction, subject_kind: str, subject_id: str) -> Func:
    """Return what `enter` does as an expression, for a row that is inserted with its number.

    From the counter on, everybody waits for each of the caller's round trips: this saves them. Raises RuntimeError
    outside a transaction.
    """
    _in_transaction()
    return Func(
        Value(index, TextField()),
        Value(clock.today(), DateField()),
        *(Value(str(text), TextField()) for text in (direction, subject_kind, subject_id)),
        Value(clock.now(), DateTimeField()),
        function="enter_in_register",
        output_field=CharField(),
    )


def _in_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("a number is given in the transaction of what it is given to")
