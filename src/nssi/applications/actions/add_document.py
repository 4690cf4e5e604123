"""Add a document to an application after filing (C-27, S1.8): registered, kept, told to whoever works on it."""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation

from nssi.access.models import Official
from nssi.applications.actions.change_application import hold_application, register_change
from nssi.applications.models import ApplicationFile, Change, IdentifiedBy
from nssi.applications.steps import Slot
from nssi.attachments.actions.take_in_file import keep_given_file
from nssi.attachments.verdict import Verdict
from nssi.people.models import Person


@transaction.atomic
def add_document(
    application_id: UUID,
    person: Person,
    slot: Slot,
    content: bytes,
    verdict: Verdict,
    *,
    identified_by: IdentifiedBy,
    official: Official | None = None,
) -> Change:
    """Lay a judged document to the person's application; it has an incoming number of its own.

    The same document sent twice is there once: its change is returned again. Raises NotChangeable; FileRefused where the
    file could not be kept.
    """
    application = hold_application(application_id, person)
    with translation.override(settings.LANGUAGE_CODE):
        title = str(slot.title)
    attachment = keep_given_file(content, verdict)
    same = ApplicationFile.objects.select_related("change").filter(
        application=application,
        slot=slot.name,
        change__isnull=False,
        attachment__sha256=attachment.sha256,
        attachment__name=attachment.name,
    )
    if (before := same.first()) is not None and before.change is not None:
        attachment.delete()
        return before.change
    file = ApplicationFile(application=application, slot=slot.name, title=title, attachment=attachment)
    return register_change(
        application, Change.What.DOCUMENT, {}, identified_by, files=[file], official=official
    )
