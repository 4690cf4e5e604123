"""Take a file out of the drafts that hold it, because a virus was found in it."""

from nssi.applications.drafts import reopen_documents
from nssi.applications.models import AsideFile, Draft, DraftFile
from nssi.applications.services import service
from nssi.attachments.models import Attachment


def refuse_infected_file(attachment: Attachment) -> None:
    """Set the file aside in every draft, and lead its person back to the documents, where they read why (C-19).

    What was filed keeps the file: it is proof, and marked. Runs in the transaction that marks it.
    """
    AsideFile.objects.filter(attachment=attachment).update(why=AsideFile.Why.INFECTED)
    for file in DraftFile.objects.filter(attachment=attachment):
        draft = Draft.objects.select_for_update().filter(id=file.draft_id).first()
        if draft is None or not DraftFile.objects.filter(id=file.id).exists():
            continue  # it was filed, or removed, while we waited
        AsideFile.objects.create(
            draft=draft,
            slot=file.slot,
            attachment=attachment,
            why=AsideFile.Why.INFECTED,
            added_at=file.added_at,
        )
        file.delete()
        if (of := service(draft.service)) is not None:
            reopen_documents(draft, of.form_of(draft.form_version))
