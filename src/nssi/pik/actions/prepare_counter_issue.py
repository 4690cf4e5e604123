"""Prepare a PIK for whoever stands at the counter: nothing is drawn and nothing is active yet (O-14)."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from nssi.access.models import Official
from nssi.attachments.actions.take_in_file import keep_given_file
from nssi.attachments.verdict import Verdict
from nssi.audit import Actor, record
from nssi.foundation import clock
from nssi.institution.models import CompetentBody, OutreachOffice
from nssi.people.actions.meet_person import meet_person
from nssi.people.actions.recognise_person import recognise_person
from nssi.people.identifiers import PersonalNumber
from nssi.people.models import Capacity, Names, Person, Representation
from nssi.pik.models import PikIssue

PREPARED = "pik.prepared_at_counter"


@dataclass(frozen=True)
class Deed:
    """An explicit, notarised power of attorney: who acts by it, its number, day and notary, and the judged copy of it."""

    representative: PersonalNumber
    representative_names: Names
    number: str
    day: date
    notary: str
    content: bytes
    verdict: Verdict


class NotServedHere(Exception):  # noqa: N818 – the name says it
    """The institution cannot issue a PIK to this person."""


@transaction.atomic
def prepare_counter_issue(
    official: Official,
    number: PersonalNumber,
    names: Names,
    *,
    email: str = "",
    outreach_office: OutreachOffice | None = None,
    deed: Deed | None = None,
) -> PikIssue:
    """Return what waits to be printed. In person the names are those of the identity card, which the official has seen.

    With a `deed` the card that was seen is the representative's: what the deed says of the person changes no names. Raises
    `NotServedHere`, `attachments.FileRefused`, and PermissionDenied for officials who do not work in a local office.
    """
    body = official.competent_body
    if body is None or body.kind != CompetentBody.Kind.LOCAL_OFFICE:
        raise PermissionDenied
    if deed is None:
        person = recognise_person(number.kind, number.number, names)
    else:
        person = meet_person(number.kind, number.number, names)
    if person.known_deceased:
        raise NotServedHere
    issue = PikIssue.objects.create(
        person=person,
        number_kind=number.kind,
        official=official,
        body=body,
        outreach_office=outreach_office,
        email=email,
        created_at=clock.now(),
        last_day=clock.today(),
        representation=_representation(deed, number, names) if deed else None,
        power_of_attorney=keep_given_file(deed.content, deed.verdict) if deed else None,
    )
    record(
        PREPARED,
        actor=Actor.official(official.pk),
        subject_kind="pik_issue",
        subject_id=str(issue.pk),
        about=person.pk,
        details={"by_representative": deed is not None},
    )
    return issue


def _representation(deed: Deed, number: PersonalNumber, names: Names) -> Representation:
    """Keep for whom the representative acts. No kinship is asked: it changes nothing here (S4.7)."""
    shown = deed.representative
    representative: Person = recognise_person(shown.kind, shown.number, deed.representative_names)
    return Representation.objects.create(
        capacity=Capacity.AUTHORISED_PERSON,
        representative=representative,
        first_name=names.first,
        middle_name=names.middle,
        last_name=names.last,
        identifier_kind=number.kind,
        identifier_number=number.number,
        notarised=True,
        power_of_attorney_number=deed.number,
        power_of_attorney_date=deed.day,
        notary=deed.notary,
        created_at=clock.now(),
    )
