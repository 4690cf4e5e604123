"""Take the black-and-white pages that were made of photographs, as one document in their place."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from nssi.applications.drafts import hold_draft, keep_change
from nssi.applications.models import AsideFile, Draft, DraftFile
from nssi.applications.queries import journey_of
from nssi.applications.services import AdministrativeService
from nssi.applications.steps import Slot
from nssi.attachments.actions.keep_file import keep_file
from nssi.attachments.actions.take_in_file import FileRefused
from nssi.attachments.mending.pdf import joined
from nssi.attachments.models import Attachment, Mending
from nssi.attachments.names import shown_name
from nssi.attachments.verdict import LARGEST_SUBMISSION, check_file, total_too_large
from nssi.audit import Actor, record
from nssi.foundation import clock
from nssi.people.models import Person


@dataclass(frozen=True)
class _Ready:
    """A photograph in a slot, attached or set aside, whose pages are ready."""

    file: DraftFile | AsideFile
    result: Attachment


@transaction.atomic
def take_mended_pages(
    draft_id: UUID, person: Person, service: AdministrativeService, slot: Slot, *, keep_originals: bool
) -> DraftFile | None:
    """Put all ready pages of a slot into it as one PDF, in the order in which the photographs came (S1.5).

    The originals go, or stay attached where `keep_originals`; those that are too large to be filed go in any case. None
    where nothing is ready: a button pressed twice takes once. Raises DraftGone; FileRefused where the document would be
    larger than 2,5 МБ, or makes the whole larger than 5 МБ.
    """
    draft = hold_draft(draft_id, person)
    ready = _ready(draft, slot)
    if not ready:
        return None
    attachment = _joined(ready, slot)
    _let_go(ready, keep_originals=keep_originals)
    file = DraftFile.objects.create(draft=draft, slot=slot.name, attachment=attachment, added_at=clock.now())
    journey = journey_of(draft, service, person)
    if journey.size > LARGEST_SUBMISSION:
        raise FileRefused(total_too_large(journey.size))
    keep_change(draft, journey.form)
    record(
        "applications.mended_pages_taken",
        actor=Actor.person(person.id),
        subject_kind="draft",
        subject_id=str(draft.id),
        details={
            "attachment": str(attachment.id),
            "originals": [str(each.file.attachment_id) for each in ready],
            "kept": keep_originals,
        },
    )
    return file


def _ready(draft: Draft, slot: Slot) -> list[_Ready]:
    files: list[DraftFile | AsideFile] = [
        *DraftFile.objects.filter(draft=draft, slot=slot.name).select_related("attachment"),
        *AsideFile.objects.filter(draft=draft, slot=slot.name, why=AsideFile.Why.TO_MEND).select_related(
            "attachment"
        ),
    ]
    mendings = Mending.objects.filter(
        source__in=[file.attachment_id for file in files], state=Mending.State.READY
    ).select_related("result")
    results = {mending.source_id: mending.result for mending in mendings}
    return [
        _Ready(file, result)
        for file in sorted(files, key=lambda file: (file.added_at, file.id))
        if (result := results.get(file.attachment_id)) is not None
    ]


def _joined(ready: list[_Ready], slot: Slot) -> Attachment:
    name = ready[0].result.name if len(ready) == 1 else shown_name(f"{slot.title}.pdf")
    content = joined(_contents(ready))
    verdict = check_file(name, content)
    for finding in verdict.findings:
        if finding.severity == "refuse":
            raise FileRefused(finding)
    return keep_file(content, verdict)


def _contents(ready: list[_Ready]) -> Iterable[bytes]:
    for each in ready:
        with each.result.open() as content:
            yield content.read()


def _let_go(ready: list[_Ready], *, keep_originals: bool) -> None:
    """Remove the originals, or keep those that can be filed; of neither are pages offered again."""
    Mending.objects.filter(source__in=[each.file.attachment_id for each in ready]).delete()
    for each in ready:
        if isinstance(each.file, AsideFile) or not keep_originals:
            each.file.delete()
