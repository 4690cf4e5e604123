"""A person asks for all that the system holds of them (Art. 15 GDPR)."""

from datetime import datetime, timedelta

from django.db import transaction

from nssi.access import throttle
from nssi.access.throttle import Limit
from nssi.audit import Actor, record
from nssi.foundation import clock
from nssi.people.models import Person
from nssi.portal.jobs import have_made
from nssi.portal.models import OwnDataFile

ASKED = Limit("portal.own_data_of_person", 5, timedelta(days=1), (timedelta(hours=1),))
"""Files that one person asked for."""


@transaction.atomic
def ask_for_own_data(person: Person) -> datetime | None:
    """Have the file made by a job; where one is being made already, it is that. Return until when no other is made, or None."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if OwnDataFile.objects.filter(person=person, state=OwnDataFile.State.WAITING).exists():
        return None
    if until := throttle.count(ASKED, str(person.pk)):
        return until
    file = OwnDataFile.objects.create(person=person, asked_at=clock.now())
    record(
        "portal.own_data_asked_for",
        actor=Actor.person(person.pk),
        subject_kind="person",
        subject_id=str(person.pk),
    )
    have_made(file.pk)
    return None
