"""File a form that has one page: what was typed into it becomes an application with one button (P-08)."""

from uuid import UUID

from django.db import transaction

from nssi.applications.actions.file_application import file_application
from nssi.applications.drafts import DraftGone
from nssi.applications.models import KEPT_FOR, Application, Draft, IdentifiedBy
from nssi.applications.services import AdministrativeService
from nssi.applications.steps import Typed
from nssi.foundation import clock
from nssi.people.models import Person


@transaction.atomic
def file_page(
    draft_id: UUID, person: Person, service: AdministrativeService, typed: Typed, identified_by: IdentifiedBy
) -> Application:
    """Return the application that the page became; it takes the place of whatever draft of the service the person has.

    `draft_id` is the one that the page showed: whoever sends the page twice takes turns at it and gets one application.
    Raises what `file_application` raises.
    """
    now = clock.now()
    if not draft_id.int:
        raise DraftGone
    Draft.objects.filter(person=person, service=service.slug, assisted_by=None).exclude(pk=draft_id).delete()
    draft, _is_new = Draft.objects.get_or_create(
        pk=draft_id,
        defaults={
            "person": person,
            "service": service.slug,
            "form_version": service.form.version,
            "updated_at": now,
            "expires_at": now + KEPT_FOR,
        },
    )
    if draft.person_id != person.pk or draft.service != service.slug or draft.is_assisted:
        raise DraftGone
    if filed := Application.objects.filter(draft_id=draft_id).first():
        draft.delete()
        if filed.person_id != person.pk:
            raise DraftGone
        return filed
    draft.typed, draft.expires_at = {service.form.steps[0].name: typed}, now + KEPT_FOR
    draft.form_version = service.form.version
    draft.save()
    return file_application(draft_id, person, service, identified_by)
