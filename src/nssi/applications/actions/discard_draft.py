"""Throw a draft away, at the person's wish or when its time has come."""

from uuid import UUID

from django.db import transaction

from nssi.applications.drafts import hold_draft
from nssi.applications.models import Draft
from nssi.audit import SYSTEM, Actor, record
from nssi.foundation import clock
from nssi.people.models import Person


@transaction.atomic
def discard_draft(draft_id: UUID, person: Person) -> None:
    """Delete the person's draft with its files. Raises DraftGone."""
    _delete(hold_draft(draft_id, person), Actor.person(person.id), "applications.draft_discarded")


def discard_expired_drafts() -> None:
    """Delete the drafts that nobody has changed for 30 days, with their files."""
    expired = Draft.objects.filter(expires_at__lte=clock.now())
    for draft_id in expired.values_list("id", flat=True).iterator():
        with transaction.atomic():
            for draft in expired.select_for_update(skip_locked=True).filter(id=draft_id):
                _delete(draft, SYSTEM, "applications.draft_expired")


def _delete(draft: Draft, actor: Actor, event: str) -> None:
    record(
        event, actor=actor, subject_kind="draft", subject_id=str(draft.id), details={"service": draft.service}
    )
    draft.delete()
