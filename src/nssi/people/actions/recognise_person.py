"""Recognise a person by a verified number: find who it is, or meet them for the first time."""

from dataclasses import astuple

from django.db import IntegrityError, transaction

from nssi.foundation import clock
from nssi.foundation.statements import insert
from nssi.people.identifiers import Kind, is_valid
from nssi.people.models import Identifier, Names, Person
from nssi.people.queries import find_person

_FIELDS = (
    "first_name",
    "middle_name",
    "last_name",
    "first_name_latin",
    "middle_name_latin",
    "last_name_latin",
)


def recognise_person(kind: Kind, number: str, names: Names) -> Person:
    """Return the person with this number, made if unknown; the names become those given here.

    The number and the names come from a source that has verified them (an identity document). Two calls at the
    same time meet in one person. Raises ValueError for a number that fails the check of its kind.
    """
    if not is_valid(kind, number):
        raise ValueError(f"not a valid number of kind {kind}")
    person = find_person(kind, number) or _meet(kind, number, names)
    given = dict(zip(_FIELDS, astuple(names), strict=True))
    if changed := [field for field in _FIELDS if getattr(person, field) != given[field]]:
        for field in changed:
            setattr(person, field, given[field])
        person.save(update_fields=changed)
    return person


def _meet(kind: Kind, number: str, names: Names) -> Person:
    given = dict(zip(_FIELDS, astuple(names), strict=True))
    try:
        with transaction.atomic():
            person = insert(Person(**given, created_at=clock.now()))
            insert(Identifier(person=person, kind=kind, number=number))
            return person
    except IntegrityError:
        return Person.objects.get(identifiers__kind=kind, identifiers__number=number)
