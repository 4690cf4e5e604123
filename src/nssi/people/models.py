"""Persons, their numbers, and who acts for whom. Personal numbers stand in this room's tables alone."""

import uuid
from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nssi.people.identifiers import Kind

IDENTIFIER_KINDS = [
    (Kind.EGN.value, _("ЕГН")),
    (Kind.LNCH.value, _("ЛНЧ")),
    (Kind.NRA_NUMBER.value, _("служебен номер")),
]


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
    kind = models.CharField(max_length=20, choices=IDENTIFIER_KINDS)
    number = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="identifier_once"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in Kind]), name="identifier_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(number__regex=r"^[0-9]{10}$"), name="identifier_number_is_ten_digits"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"


class Capacity(models.TextChoices):
    """In what quality somebody applies."""

    SELF = "self", _("Лично, за себе си")
    AUTHORISED_PERSON = "authorised_person", _("Като упълномощено лице")
    HEIR = "heir", _("Като наследник")


class Kinship(models.TextChoices):
    """What the authorised person is to the one who authorised them: mind the direction (S2.2)."""

    PARENT = "parent", _("Родител")
    SPOUSE = "spouse", _("Съпруг или съпруга")
    CHILD = "child", _("Дете")
    OTHER = "other", _("Друго лице")


class Representation(models.Model):
    """One person acting for another, once. Append-only.

    The represented person is known only as the representative typed them: nobody has verified the number, so it makes no
    `Person`. `kinship` and what follows it belong to a power of attorney, `died_on` to an heir; they are empty where the
    service does not ask.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    capacity = models.CharField(max_length=20, choices=Capacity.choices[1:])
    representative = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="representations")
    first_name = models.CharField(max_length=100)
    middle_name = models.CharField(max_length=100, blank=True)
    last_name = models.CharField(max_length=100)
    identifier_kind = models.CharField(max_length=20, choices=IDENTIFIER_KINDS)
    identifier_number = models.CharField(max_length=10)
    kinship = models.CharField(max_length=10, choices=Kinship, blank=True)
    kinship_stated = models.BooleanField(default=False, help_text="the power of attorney states the kinship")
    notarised = models.BooleanField(default=False)
    power_of_attorney_number = models.CharField(max_length=50, blank=True)
    power_of_attorney_date = models.DateField(null=True, blank=True)
    notary = models.CharField(max_length=100, blank=True)
    died_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity="authorised_person", died_on=None) | Q(capacity="heir", kinship=""),
                name="representation_by_power_of_attorney_or_by_death",
            ),
            models.CheckConstraint(
                condition=Q(kinship="") | Q(notarised=True) | (~Q(kinship="other") & Q(kinship_stated=True)),
                name="representation_notarised_or_of_the_family",
            ),
            models.CheckConstraint(
                condition=Q(identifier_kind__in=[kind.value for kind in Kind])
                & Q(identifier_number__regex=r"^[0-9]{10}$"),
                name="representation_of_a_number",
            ),
        ]

    @property
    def full_name(self) -> str:
        """The names of the represented person."""
        return " ".join(filter(None, (self.first_name, self.middle_name, self.last_name)))

    def __str__(self) -> str:
        return str(self.id)
