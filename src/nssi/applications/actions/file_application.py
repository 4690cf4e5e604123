"""File an application: the one moment after which it is registered and can never be changed."""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import chain
from uuid import UUID, uuid4

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation

from nssi.access.models import Official
from nssi.applications import jobs
from nssi.applications.drafts import DraftGone, ReadFile, whole_draft
from nssi.applications.events import tell_filed
from nssi.applications.models import (
    BY_QES,
    ONLINE,
    Application,
    ApplicationEvent,
    ApplicationSignature,
    Draft,
    IdentifiedBy,
)
from nssi.applications.pauses import ServicePaused
from nssi.applications.representation import representation_of
from nssi.applications.second_filing import take_place
from nssi.applications.services import AdministrativeService
from nssi.applications.signatures import accepted_signature
from nssi.applications.wizard import Journey, Stop, walk
from nssi.attachments.actions.take_in_file import FileRefused
from nssi.attachments.verdict import LARGEST_SUBMISSION, total_too_large
from nssi.audit import Actor, entry
from nssi.foundation import clock
from nssi.foundation.queue import enqueuing
from nssi.foundation.statements import Statement, execute, insertion
from nssi.people.models import Person
from nssi.records.access_codes import current_key_id
from nssi.records.actions.assign_registry_uid import registry_uid_at_insert


class SignatureGone(Exception):  # noqa: N818 – an answer, no error of ours
    """What the person has signed is not, or is no longer, what would be filed."""


class DraftIncomplete(Exception):  # noqa: N818 – an answer, no error of ours
    """Something is missing. `stop` is the first step that is not complete."""

    def __init__(self, stop: Stop) -> None:
        super().__init__(stop.step.name)
        self.stop = stop


class _NotAsRead(Exception):  # noqa: N818 – an answer, no error of ours
    """The draft has to be held while it is filed: it was changed after it was read, or more is to be written than it."""


def file_application(
    draft_id: UUID,
    person: Person,
    service: AdministrativeService,
    identified_by: IdentifiedBy,
    official: Official | None = None,
    signed: bool = False,
) -> Application:
    """Turn the person's draft into an application with its УРИ (S1.7).

    `identified_by`: by what the institution knows who files; `official`: who filled the draft in for them, if anybody did.
    `signed`: file the form as its person has signed it, which then says who files.
    All of it happens, or nothing and the draft stays. The draft is the key of the submit: filing it again
    (a double click, a retry after a lost answer) returns the application that it became. The message and the document
    are made by a job that is enqueued with it.
    Raises PermissionDenied where the service asks for a QES and there was none; DraftGone; DraftIncomplete; FileRefused where the whole is larger than 5 МБ; SecondFilingRefused; ServicePaused; SignatureGone.
    """
    file = partial(_file, draft_id, person, service, identified_by, official, signed)
    try:
        try:
            return file(hold=False)
        except _NotAsRead:
            with transaction.atomic():
                return file(hold=True)
    except DraftGone:
        if filed := Application.objects.filter(
            draft_id=draft_id, person=person, service=service.slug
        ).first():
            return filed
        raise


def _file(
    draft_id: UUID,
    person: Person,
    service: AdministrativeService,
    identified_by: IdentifiedBy,
    official: Official | None,
    signed: bool,
    *,
    hold: bool,
) -> Application:
    """File the draft; to `hold` it needs the caller's transaction.

    Most people's needs neither: it is read by one statement and filed by another, which looks whether it still is as it
    was read. Raises what `file_application` does, and _NotAsRead.
    """
    whole = whole_draft(draft_id, person, hold=hold)
    draft = whole.draft
    if draft.service != service.slug or draft.assisted_by_id != (official.pk if official else None):
        raise DraftGone
    if official is None and whole.paused_until is not None:
        raise ServicePaused(whole.paused_until)
    if not hold and (signed or draft.replaces_id is not None or identified_by not in ONLINE):
        raise _NotAsRead
    with translation.override(settings.LANGUAGE_CODE):  # what is filed is Bulgarian, whatever the pages were
        journey = walk(
            service.form_of(draft.form_version), person, draft.typed, whole.files_by_slot, draft.is_assisted
        )
        _check(journey)
        signature = accepted_signature(draft, journey) if signed else None
        if signed and signature is None:
            raise SignatureGone
        quality = IdentifiedBy.SIGNED if signature else identified_by
        if service.qes_only and quality not in BY_QES:
            raise PermissionDenied
        application = application_of(draft, person, journey, quality)
        titles = {slot.name: str(slot.title) for slot in journey.slots}
    take_place(application, draft)
    following = dict(tell_filed(application, whole.parameters))
    if application.representation is not None:
        following["representation"] = insertion(application.representation)
    if signature is not None and signature.signed is not None:
        following["signed"] = insertion(
            ApplicationSignature(application=application, signed=signature.signed, report=signature.report)
        )
    actor = Actor.official(official.pk) if official else Actor.person(person.pk)
    if documents := [file for file in whole.files if file.slot in titles]:  # others stay behind
        following["documents"] = _documents(application, documents, titles)
    application.registry_uid = _write(application, draft, service, actor, following)
    return application


def _check(journey: Journey) -> None:
    if journey.next_open is not None:
        raise DraftIncomplete(journey.next_open)
    if journey.size > LARGEST_SUBMISSION:
        raise FileRefused(total_too_large(journey.size))


def application_of(
    draft: Draft, person: Person, journey: Journey, identified_by: IdentifiedBy
) -> Application:
    """Return what a complete draft becomes when it is filed, not saved, without its УРИ."""
    particulars = journey.form.particulars(journey.answers)
    return Application(
        id=uuid4(),
        draft_id=draft.id,
        person=person,
        service=draft.service,
        form_version=journey.form.version,
        **journey.frozen,
        size=journey.own_size,
        registry_uid="",
        access_key_id=current_key_id(),
        representation=representation_of(person, journey.answers),
        competent_body_id=particulars.competent_body_code,
        email=particulars.email,
        delivery_method=particulars.delivery_method,
        delivery_address=particulars.delivery_address,
        filed_at=clock.now(),
        identified_by=identified_by,
    )


def _write(
    application: Application,
    draft: Draft,
    service: AdministrativeService,
    actor: Actor,
    following: Mapping[str, Statement],
) -> str:
    """Let what is in the draft become the application, with what follows from it, and return the УРИ that it gets.

    One statement, for this is the busiest act there is. From the number on everybody who files for the same service waits
    for our commit, so it is taken when all else is written. Rows refer to the application before it is there, which the database checks at the commit.
    Raises _NotAsRead, and has written nothing, where the draft is not as it was read.
    """
    key, draft_key = str(application.id), str(application.draft_id)
    number = registry_uid_at_insert(service.register_index, subject_kind="application", subject_id=key)
    written = {
        "event": insertion(
            ApplicationEvent(
                application=application, what=ApplicationEvent.What.FILED, at=application.filed_at
            )
        ),
        "entry": entry(
            "applications.filed",
            actor=actor,
            subject_kind="application",
            subject_id=key,
            details={
                "service": service.slug,
                "draft": draft_key,
                "form_version": application.form_version,
            },
            about=application.person_id if actor.kind == "official" else None,
        ),
        "job": enqueuing(jobs.follow_up_filing, application_id=key),
        **following,
    }
    uid = execute(
        insertion(application, registry_uid=number)
        .only_if(", ".join(["draft", *written]))
        .returning("registry_uid"),
        draft=Statement(_TAKE_DRAFT, [draft.pk, draft.updated_at]),
        **{name: each.only_if("draft").returning("1") for name, each in written.items()},
    )
    if uid is None:
        raise _NotAsRead
    return str(uid)


_TAKE_DRAFT = "DELETE FROM applications_draft WHERE id = %s AND updated_at = %s RETURNING id"
"""Whatever belongs to a draft is deleted with it by the database."""


def _documents(application: Application, files: Sequence[ReadFile], titles: Mapping[str, str]) -> Statement:
    """Return what makes `files` of the draft the documents of the application, under the titles of their slots."""
    rows = ", ".join(["(%s, %s, %s::uuid)"] * len(files))
    values = [(file.slot, titles[file.slot], file.attachment.id) for file in files]
    return Statement(
        "INSERT INTO applications_applicationfile (application_id, slot, title, attachment_id)"  # noqa: S608 – places
        f" SELECT %s, file.* FROM (VALUES {rows}) AS file",
        [application.id, *chain.from_iterable(values)],
    )
