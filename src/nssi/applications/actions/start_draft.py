"""Begin an application for a service."""

from django.db import transaction

from nssi.access.models import Official
from nssi.applications.models import KEPT_FOR, Draft
from nssi.applications.services import AdministrativeService
from nssi.audit import Actor, record
from nssi.foundation import clock
from nssi.people.models import Person


@transaction.atomic
def start_draft(service: AdministrativeService, person: Person, by: Official | None = None) -> Draft:
    """Return the person's draft of `service`, made now unless there is one. Two windows at once get the same.

    `by`: the official who fills it in for the person. A draft that has expired makes room for a new one.
    """
    now = clock.now()
    Draft.objects.filter(person=person, service=service.slug, assisted_by=by, expires_at__lte=now).delete()
    draft, is_new = Draft.objects.get_or_create(
        person=person,
        service=service.slug,
        assisted_by=by,
        defaults={"form_version": service.form.version, "updated_at": now, "expires_at": now + KEPT_FOR},
    )
    if is_new:
        record(
            "applications.draft_started",
            actor=Actor.official(by.pk) if by else Actor.person(person.id),
            subject_kind="draft",
            subject_id=str(draft.id),
            details={"service": service.slug},
            about=person.pk if by else None,
        )
    return draft
