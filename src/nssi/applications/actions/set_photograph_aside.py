"""Set a photograph aside that is too large to be attached, so that a document can be made of it."""

from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from nssi.applications.drafts import hold_draft, reopen_documents
from nssi.applications.models import AsideFile
from nssi.applications.services import AdministrativeService
from nssi.applications.steps import Slot
from nssi.attachments.actions.offer_mending import offer_mending
from nssi.attachments.actions.take_in_file import FileRefused
from nssi.attachments.actions.take_in_photograph import take_in_photograph
from nssi.attachments.uploads import MOST_PHOTOGRAPHS
from nssi.attachments.verdict import Finding
from nssi.audit import Actor, record
from nssi.foundation import clock
from nssi.people.models import Person


@transaction.atomic
def set_photograph_aside(
    draft_id: UUID,
    person: Person,
    service: AdministrativeService,
    slot: Slot,
    upload: "UploadedFile[bytes]",
    name: str,
) -> AsideFile:
    """Keep `upload` beside a slot of the person's draft and have black-and-white pages made of it (S1.5).

    The same photograph sent twice is there once. Raises DraftGone, FileRefused.
    """
    draft = hold_draft(draft_id, person)
    if draft.aside.count() >= MOST_PHOTOGRAPHS:
        raise FileRefused(_too_many())
    attachment = take_in_photograph(upload, name)
    twin = draft.aside.filter(slot=slot.name, attachment__sha256=attachment.sha256).first()
    if twin is not None:
        attachment.delete()
        return twin
    aside = AsideFile.objects.create(
        draft=draft, slot=slot.name, attachment=attachment, why=AsideFile.Why.TO_MEND, added_at=clock.now()
    )
    offer_mending(attachment)
    reopen_documents(draft, service.form_of(draft.form_version))
    record(
        "applications.photograph_set_aside",
        actor=Actor.person(person.id),
        subject_kind="draft",
        subject_id=str(draft.id),
        details={"attachment": str(attachment.id), "slot": slot.name},
    )
    return aside


def _too_many() -> Finding:
    text = _(
        "До %(most)s\u00a0снимки могат да чакат едновременно. Вземете готовите документи или премахнете някоя."
    )
    return Finding("too_many", "refuse", text % {"most": MOST_PHOTOGRAPHS})
