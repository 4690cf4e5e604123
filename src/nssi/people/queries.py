"""What the house asks about persons."""

from nssi.people.identifiers import Kind
from nssi.people.models import Person


def find_person(kind: Kind, number: str) -> Person | None:
    """Return the person who has this number (normalised) of this kind, or None."""
    return Person.objects.filter(identifiers__kind=kind, identifiers__number=number).first()
