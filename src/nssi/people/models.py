"""Persons and their numbers. A personal number stands in this room's table alone."""

import uuid
from dataclasses import dataclass

from django.db import models

from nssi.people.identifiers import Kind


@dataclass(frozen=True)
class Names:
    """The names of a person as the identity document says them: in Cyrillic, and in Latin where known."""

    first: str
    middle: str
    last: str
    first_latin: str = ""
    middle_latin: str = ""
    last_latin: str = ""


class Person(models.Model):
    """A natural person whom the institution knows."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    first_name = models.CharField(max_length=100)
    middle_name = models.CharField(max_length=100, blank=True)
    last_name = models.CharField(max_length=100, blank=True)
    first_name_latin = models.CharField(max_length=100, blank=True)
    middle_name_latin = models.CharField(max_length=100, blank=True)
    last_name_latin = models.CharField(max_length=100, blank=True)
    known_deceased = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    @property
    def full_name(self) -> str:
        """The names in Cyrillic, or in Latin where the person has no others."""
        cyrillic = " ".join(filter(None, (self.first_name, self.middle_name, self.last_name)))
        latin = " ".join(filter(None, (self.first_name_latin, self.middle_name_latin, self.last_name_latin)))
        return cyrillic or latin

    def __str__(self) -> str:
        return str(self.id)


class Identifier(models.Model):
    """A personal number with its kind. The same number can belong to two persons as two kinds."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="identifiers")
    kind = models.CharField(
        max_length=20,
        choices=[
            (Kind.EGN.value, "ЕГН"),
            (Kind.LNCH.value, "ЛНЧ"),
            (Kind.NRA_NUMBER.value, "служебен номер"),
        ],
    )
    number = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="identifier_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in Kind]), name="identifier_kind_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(number__regex=r"^[0-9]{10}$"), name="identifier_number_is_ten_digits"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"
