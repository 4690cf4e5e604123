"""Issue a PIK: it is inactive until `activate_pik`."""

from nssi.access.hashing import hash_pik
from nssi.access.models import PikCredential
from nssi.access.pik import make_pik
from nssi.foundation import clock
from nssi.people.models import Person


def issue_pik(person: Person, outgoing_number: str) -> tuple[PikCredential, str]:
    """Return a new inactive PIK of `person` and, this once and in memory only, the PIK in clear.

    `outgoing_number` is that of the certificate which hands the PIK over. An active PIK of the person stays as it is.
    """
    pik = make_pik()
    credential = PikCredential.objects.create(
        person=person, pik_hash=hash_pik(pik), outgoing_number=outgoing_number, issued_at=clock.now()
    )
    return credential, pik
