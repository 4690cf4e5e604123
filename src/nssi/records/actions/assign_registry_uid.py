"""Give what comes in its УРИ (S1.7)."""

from nssi.records import registers
from nssi.records.models import Record
from nssi.records.registry_uid import RegistryUid


def assign_registry_uid(index: str, *, subject_kind: str = "", subject_id: str = "") -> RegistryUid:
    """Return the next УРИ of the register `index` (four digits); the subject is what it is given to.

    Call it LAST in the caller's transaction: everybody who files in the same register waits until that ends.
    The day is today's in Sofia.
    """
    return registers.enter(index, Record.Direction.INCOMING, subject_kind, subject_id)
