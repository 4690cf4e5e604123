"""Give what leaves its outgoing number (S0.4)."""

from nssi.foundation.statements import Statement
from nssi.records import registers
from nssi.records.models import Record
from nssi.records.registry_uid import RegistryUid


def assign_outgoing_number(index: str, *, subject_kind: str = "", subject_id: str = "") -> RegistryUid:
    """Return the next outgoing number of the register `index`: the counter and the rules are those of the УРИ.

    Call it LAST in the caller's transaction.
    """
    return registers.enter(index, Record.Direction.OUTGOING, subject_kind, subject_id)


def outgoing_number_at_insert(index: str, *, subject_kind: str, subject_id: str) -> Statement:
    """Return an expression that assigns the number while the row of the subject is inserted (see the УРИ's)."""
    return registers.entry(index, Record.Direction.OUTGOING, subject_kind, subject_id)
