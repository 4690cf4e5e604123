"""What the house asks about persons."""

from dataclasses import dataclass
from datetime import date

from nssi.foundation.statements import row
from nssi.people.identifiers import Kind, PersonalNumber, birth_date, is_of_a_woman
from nssi.people.models import Identifier, Person


@dataclass(frozen=True)
class Birth:
    """What an ЕГН says of its holder."""

    born_on: date
    is_woman: bool


_BY_NUMBER = "id = (SELECT person_id FROM people_identifier WHERE kind = %s AND number = %s)"


def find_person(kind: Kind, number: str) -> Person | None:
    """Return the person who has this number (normalised) of this kind, or None."""
    return row(Person, _BY_NUMBER, [kind, number])


def number_of(person: Person) -> PersonalNumber | None:
    """Return the person's ЕГН, or their ЛНЧ where they have no ЕГН; None for whoever has neither."""
    numbers = person.identifiers.filter(kind__in=[Kind.EGN, Kind.LNCH]).order_by("kind")
    first = numbers.first()
    return PersonalNumber(Kind(first.kind), first.number) if first else None


def birth_of(person: Person) -> Birth | None:
    """Return what the person's ЕГН says of their birth; None for whoever has no ЕГН."""
    egn = Identifier.objects.filter(person=person, kind=Kind.EGN).values_list("number", flat=True).first()
    born_on = birth_date(egn) if egn else None
    return Birth(born_on, is_of_a_woman(egn)) if egn and born_on else None
