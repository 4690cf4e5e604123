"""What the house asks about PIKs."""

from nssi.access.models import PikCredential
from nssi.people.models import Person


def active_pik(person: Person) -> PikCredential | None:
    """Return the PIK with which this person can log in now, or None."""
    return PikCredential.objects.filter(person=person, state=PikCredential.State.ACTIVE).first()
