"""Hand out the form of a complete draft, for its person to sign with a QES (C-22)."""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation

from nssi.applications.actions.file_application import DraftIncomplete, application_of
from nssi.applications.drafts import hold_draft
from nssi.applications.models import FormSignature, IdentifiedBy
from nssi.applications.papers import to_sign
from nssi.applications.queries import journey_of
from nssi.applications.services import AdministrativeService
from nssi.applications.signatures import signature_of
from nssi.audit import Actor, record
from nssi.foundation import clock
from nssi.people.models import Person


@transaction.atomic
def hand_out_form(draft_id: UUID, person: Person, service: AdministrativeService) -> FormSignature:
    """Return the signing of the person's draft, with the form as PDF; the same form as long as the draft does not change.

    A draft that has changed gets a new form, and what was signed before is forgotten. Raises DraftGone, DraftIncomplete,
    documents.rendering.RenderingError.
    """
    draft = hold_draft(draft_id, person)
    with translation.override(settings.LANGUAGE_CODE):
        journey = journey_of(draft, service, person)
        if journey.next_open is not None:
            raise DraftIncomplete(journey.next_open)
        if known := signature_of(draft, journey):
            return known
        files = [
            (str(slot.title), file.attachment)
            for slot in journey.slots
            for file in journey.files.get(slot.name, ())
        ]
        form = to_sign(application_of(draft, person, journey, IdentifiedBy.SIGNED), files)
    FormSignature.objects.filter(draft=draft).delete()
    signature = FormSignature.objects.create(
        draft=draft, form=form, covers=journey.digest, handed_out_at=clock.now()
    )
    record(
        "applications.form_handed_out",
        actor=Actor.person(person.pk),
        subject_kind="draft",
        subject_id=str(draft.pk),
    )
    return signature
