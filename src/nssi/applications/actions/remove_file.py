"""Take a file out of a draft."""

from uuid import UUID

from django.db import transaction

from nssi.applications.drafts import hold_draft, keep_change
from nssi.applications.models import AsideFile, DraftFile
from nssi.applications.services import AdministrativeService
from nssi.audit import Actor, record
from nssi.people.models import Person


@transaction.atomic
def remove_file(draft_id: UUID, person: Person, service: AdministrativeService, file_id: UUID) -> None:
    """Take a file out of the person's draft, attached or set aside; one that is no longer there is no error.

    The content goes with the sweeper of attachments, when nobody else uses it. Raises DraftGone.
    """
    draft = hold_draft(draft_id, person)
    attached, _ = DraftFile.objects.filter(draft=draft, id=file_id).delete()
    aside, _ = AsideFile.objects.filter(draft=draft, id=file_id).delete()
    if attached or aside:
        keep_change(draft, service.form_of(draft.form_version))
        record(
            "applications.file_removed",
            actor=Actor.person(person.id),
            subject_kind="draft",
            subject_id=str(draft.id),
            details={"file": str(file_id)},
        )
