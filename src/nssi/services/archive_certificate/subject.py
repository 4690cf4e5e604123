"""Whom an application is about: the applicant, or whom they represent; and what the archive holds of them."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation

from nssi.applications.models import Application
from nssi.archive.certificates.facts import CertificateFacts
from nssi.archive.queries import confirmed_facts
from nssi.people.actions.recognise_person import recognise_person
from nssi.people.identifiers import Kind, mask
from nssi.people.models import IDENTIFIER_KINDS, Names, Person, Representation
from nssi.people.queries import find_person
from nssi.services.archive_certificate.kinds import CertificateKind


@dataclass(frozen=True)
class Subject:
    """Whom the documents are searched for: names, and a number with its kind; both are empty for whoever has none."""

    names: str
    kind: str
    number: str
    person: Person | None

    @property
    def masked(self) -> str:
        """The number as it is shown where it need not be read."""
        return mask(self.number)

    @property
    def number_kind(self) -> str:
        """The kind of the number in words."""
        return str(dict(IDENTIFIER_KINDS).get(self.kind, ""))

    @property
    def as_told(self) -> list[list[str]]:
        """The facts that a document gives of them."""
        return [["Имена", self.names], number_as_told(self.kind, self.number)]


def number_as_told(kind: str, number: str) -> list[str]:
    """Return a number as documents give it, in Bulgarian whatever language the official reads."""
    with translation.override(settings.LANGUAGE_CODE):
        return [str(dict(IDENTIFIER_KINDS).get(kind, "")), number]


def subject_of(application: Application) -> Subject:
    """Return whom the application is about. `person` is None for a represented one of whom nothing was read yet."""
    represented = application.representation
    if represented is not None:
        kind = Kind(represented.identifier_kind)
        known = find_person(kind, represented.identifier_number)
        return Subject(
            represented.full_name,
            represented.identifier_kind,
            represented.identifier_number,
            known,
        )
    number = application.person.identifiers.order_by("kind").first()
    return Subject(
        application.person.full_name,
        number.kind if number else "",
        number.number if number else "",
        application.person,
    )


def person_of(application: Application) -> Person:
    """Return the person of the subject; a represented one is met here, once an officer has their papers before them."""
    known = subject_of(application).person
    return known or _meet(application.representation)


def _meet(represented: Representation | None) -> Person:
    if represented is None:
        raise ValueError("there is nobody to meet")
    return recognise_person(
        Kind(represented.identifier_kind),
        represented.identifier_number,
        Names(represented.first_name, represented.middle_name, represented.last_name),
    )


def facts_for(application: Application) -> CertificateFacts:
    """Return what confirmed extracts hold of the person, with the years that the application asks for."""
    asked = tuple((entry["from_year"], entry["to_year"]) for entry in entries_of(application))
    return confirmed_facts(subject_of(application).person, asked)


def entries_of(application: Application) -> list[dict[str, Any]]:
    """Return the insurers and years that the application names."""
    entries: list[dict[str, Any]] = application.answers.get("insurers", {}).get("entries", [])
    return entries


def kinds_of(application: Application) -> list[CertificateKind]:
    """Return the kinds of documents that are asked for."""
    return [CertificateKind(kind) for kind in application.answers.get("certificate", {}).get("kinds", [])]
