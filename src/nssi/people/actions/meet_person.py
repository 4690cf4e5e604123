"""Know a person by a number that nobody has verified: on paper, in an e-mail."""

from nssi.people.actions.recognise_person import recognise_person
from nssi.people.identifiers import Kind
from nssi.people.models import Names, Person
from nssi.people.queries import find_person


def meet_person(kind: Kind, number: str, names: Names) -> Person:
    """Return the person with this number; met for the first time under the names given, or known under their own.

    What somebody wrote changes the names of nobody. Raises ValueError for a number that fails the check of its kind.
    """
    return find_person(kind, number) or recognise_person(kind, number, names)
