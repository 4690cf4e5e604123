"""Attach a file to a draft."""

from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from nssi.applications.drafts import hold_draft, keep_change
from nssi.applications.models import DraftFile
from nssi.applications.queries import journey_of
from nssi.applications.services import AdministrativeService
from nssi.applications.steps import Slot
from nssi.attachments.actions.offer_mending import offer_mending, wants_mending
from nssi.attachments.actions.take_in_file import FileRefused, judge_upload, keep_given_file
from nssi.attachments.verdict import LARGEST_SUBMISSION, Finding, Verdict, total_too_large
from nssi.audit import Actor, record
from nssi.foundation import clock
from nssi.people.models import Person

MOST_FILES = 20


def attach_file(
    draft_id: UUID,
    person: Person,
    service: AdministrativeService,
    slot: Slot,
    upload: "UploadedFile[bytes]",
    name: str,
) -> DraftFile:
    """Put `upload`, which came under `name`, into a slot of the person's draft (S1.4, S1.5).

    The same file sent twice into one slot is there once. Raises DraftGone, and FileRefused where the file is not taken or
    makes the whole larger than 5 МБ.
    """
    return _attach(draft_id, person, service, slot, *judge_upload(upload, name))


@transaction.atomic
def _attach(
    draft_id: UUID,
    person: Person,
    service: AdministrativeService,
    slot: Slot,
    content: bytes,
    verdict: Verdict,
) -> DraftFile:
    draft = hold_draft(draft_id, person)
    attachment = keep_given_file(content, verdict)
    journey = journey_of(draft, service, person)
    for file in journey.files.get(slot.name, ()):
        if (file.attachment.sha256, file.attachment.name) == (attachment.sha256, attachment.name):
            attachment.delete()
            return file  # type: ignore[no-any-return]
    if sum(map(len, journey.files.values())) >= MOST_FILES:
        raise FileRefused(_too_many())
    if journey.size + attachment.size > LARGEST_SUBMISSION:
        raise FileRefused(total_too_large(journey.size + attachment.size))
    file = DraftFile.objects.create(draft=draft, slot=slot.name, attachment=attachment, added_at=clock.now())
    if wants_mending(attachment):
        offer_mending(attachment)
    keep_change(draft, journey.form)
    record(
        "applications.file_attached",
        actor=Actor.person(person.id),
        subject_kind="draft",
        subject_id=str(draft.id),
        details={"attachment": str(attachment.id), "slot": slot.name},
    )
    return file


def _too_many() -> Finding:
    text = _("Можете да приложите до %(most)s\u00a0файла. Премахнете някой или ги обединете в един.")
    return Finding("too_many", "refuse", text % {"most": MOST_FILES})
