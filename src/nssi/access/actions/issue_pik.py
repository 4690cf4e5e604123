"""Issue a PIK: it is inactive until `activate_pik`."""

from dataclasses import dataclass, field

from nssi.access.hashing import hash_pik
from nssi.access.models import PikCredential
from nssi.access.pik import make_pik
from nssi.foundation import clock
from nssi.foundation.statements import insert
from nssi.people.models import Person


@dataclass(frozen=True)
class DrawnPik:
    """A PIK in clear, in memory only, and what will be kept of it."""

    pik: str = field(repr=False)
    pik_hash: str = field(repr=False)


def draw_pik() -> DrawnPik:
    """Return a PIK that is nobody's yet. Its hash takes long: draw it before anything is locked."""
    pik = make_pik()
    return DrawnPik(pik, hash_pik(pik))


def issue_pik(
    person: Person, outgoing_number: str, drawn: DrawnPik | None = None
) -> tuple[PikCredential, str]:
    """Return a new inactive PIK of `person`, the one `drawn` for them, and, this once, the PIK in clear.

    `outgoing_number` is that of the certificate which hands the PIK over. An active PIK of the person stays as it is.
    """
    drawn = drawn or draw_pik()
    credential = insert(
        PikCredential(
            person=person, pik_hash=drawn.pik_hash, outgoing_number=outgoing_number, issued_at=clock.now()
        )
    )
    return credential, drawn.pik
