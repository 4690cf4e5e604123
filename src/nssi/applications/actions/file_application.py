"""File an application: the one moment after which it is registered and can never be changed."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection, transaction
from django.utils import translation

from nssi.applications import jobs
from nssi.applications.drafts import DraftGone, hold_draft_and_files
from nssi.applications.events import tell_filed
from nssi.applications.models import Application, ApplicationEvent, Draft
from nssi.applications.representation import representation_of
from nssi.applications.second_filing import take_place
from nssi.applications.services import AdministrativeService
from nssi.applications.wizard import Journey, Stop, walk
from nssi.attachments.actions.take_in_file import FileRefused
from nssi.attachments.verdict import LARGEST_SUBMISSION, total_too_large
from nssi.audit import Actor, record
from nssi.foundation import clock
from nssi.people.models import Person
from nssi.records.access_codes import current_key_id
from nssi.records.actions.assign_registry_uid import registry_uid_at_insert

_MOVE = """
WITH file AS (
    DELETE FROM applications_draftfile WHERE draft_id = %(draft)s RETURNING slot, attachment_id, added_at, id
), aside AS (
    DELETE FROM applications_asidefile WHERE draft_id = %(draft)s
), draft AS (
    DELETE FROM applications_draft WHERE id = %(draft)s
), event AS (
    INSERT INTO applications_applicationevent (application_id, what, at) VALUES (%(application)s, %(filed)s, %(at)s)
)
INSERT INTO applications_applicationfile (application_id, slot, title, attachment_id)
SELECT %(application)s, slot, %(titles)s::jsonb ->> slot, attachment_id FROM file
WHERE %(titles)s::jsonb ->> slot IS NOT NULL ORDER BY added_at, id
"""
"""What was in the draft moves into the application, but for files in slots that its answers no longer have.

One statement instead of five: this is the busiest page there is.
"""


class DraftIncomplete(Exception):  # noqa: N818 – an answer, no error of ours
    """Something is missing. `stop` is the first step that is not complete."""

    def __init__(self, stop: Stop) -> None:
        super().__init__(stop.step.name)
        self.stop = stop


@transaction.atomic
def file_application(draft_id: UUID, person: Person, service: AdministrativeService) -> Application:
    """Turn the person's draft into an application with its УРИ (S1.7).

    One transaction: all of it happens, or nothing and the draft stays. The draft is the key of the submit: filing it again
    (a double click, a retry after a lost answer) returns the application that it became. The message and the document
    are made by a job that the same transaction enqueues.
    Raises DraftGone; DraftIncomplete; FileRefused where the whole is larger than 5 МБ; SecondFilingRefused.
    """
    try:
        draft, files = hold_draft_and_files(draft_id, person)
    except DraftGone:
        if filed := Application.objects.filter(
            draft_id=draft_id, person=person, service=service.slug
        ).first():
            return filed
        raise
    if draft.service != service.slug:
        raise DraftGone
    with translation.override(settings.LANGUAGE_CODE):  # what is filed is Bulgarian, whatever the pages were
        journey = walk(service.form_of(draft.form_version), person, draft.typed, files)
        frozen = journey.frozen
        titles = {slot.name: str(slot.title) for slot in journey.slots}
    _check(journey)
    application = _application(draft, person, journey, frozen)
    if application.representation is not None:
        application.representation.save(force_insert=True)
    take_place(application, draft)
    _move_files(application, titles)
    tell_filed(application)
    record(
        "applications.filed",
        actor=Actor.person(person.id),
        subject_kind="application",
        subject_id=str(application.id),
        details={"service": service.slug, "draft": str(draft.id), "form_version": application.form_version},
    )
    jobs.follow_up_filing.defer(application_id=str(application.id))
    # Last of all: from here on everybody who files for this service waits for our commit. The rows above refer to the
    # application before it is there, which the database checks at the commit.
    application.registry_uid = registry_uid_at_insert(
        service.register_index, subject_kind="application", subject_id=str(application.id)
    )
    application.save(force_insert=True)
    return application


def _check(journey: Journey) -> None:
    if journey.next_open is not None:
        raise DraftIncomplete(journey.next_open)
    if journey.size > LARGEST_SUBMISSION:
        raise FileRefused(total_too_large(journey.size))


def _application(draft: Draft, person: Person, journey: Journey, frozen: Mapping[str, Any]) -> Application:
    particulars = journey.form.particulars(journey.answers)
    return Application(
        id=uuid4(),
        draft_id=draft.id,
        person=person,
        service=draft.service,
        form_version=journey.form.version,
        **frozen,
        size=journey.own_size,
        registry_uid="",
        access_key_id=current_key_id(),
        representation=representation_of(person, journey.answers),
        competent_body_id=particulars.competent_body_code,
        email=particulars.email,
        delivery_method=particulars.delivery_method,
        delivery_address=particulars.delivery_address,
        filed_at=clock.now(),
    )


def _move_files(application: Application, titles: Mapping[str, str]) -> None:
    """Let the files of the draft become those of the application, begin its timeline, and remove the draft."""
    with connection.cursor() as cursor:
        cursor.execute(
            _MOVE,
            {
                "draft": application.draft_id,
                "application": application.id,
                "titles": json.dumps(titles),
                "filed": ApplicationEvent.What.FILED,
                "at": application.filed_at,
            },
        )
