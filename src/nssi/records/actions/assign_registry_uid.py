"""Give what comes in its УРИ (S1.7)."""

from nssi.foundation.statements import Statement
from nssi.records import registers
from nssi.records.models import Record
from nssi.records.registry_uid import RegistryUid


def assign_registry_uid(index: str, *, subject_kind: str = "", subject_id: str = "") -> RegistryUid:
    """Return the next УРИ of the register `index` (four digits); the subject is what it is given to.

    Call it LAST in the caller's transaction: everybody who files in the same register waits until that ends.
    The day is today's in Sofia.
    """
    return registers.enter(index, Record.Direction.INCOMING, subject_kind, subject_id)


def registry_uid_at_insert(index: str, *, subject_kind: str, subject_id: str) -> Statement:
    """Return an expression that assigns the УРИ while the row of the subject is inserted: one wait less for the others."""
    return registers.entry(index, Record.Direction.INCOMING, subject_kind, subject_id)
