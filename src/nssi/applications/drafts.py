"""Holding a draft while it is changed."""

from collections.abc import Mapping
from uuid import UUID

from nssi.applications.models import KEPT_FOR, Draft
from nssi.applications.services import FormVersion
from nssi.applications.steps import Kind, Typed
from nssi.foundation import clock
from nssi.people.models import Person


class DraftGone(Exception):  # noqa: N818 – an answer, no error of ours
    """The person has no such draft: it was filed, discarded, has expired, or is somebody else's."""


def hold_draft(draft_id: UUID, person: Person) -> Draft:
    """Return the person's draft, locked till the end of the caller's transaction. Raises DraftGone."""
    draft = Draft.objects.select_for_update().filter(id=draft_id, person=person).first()
    if draft is None or draft.expires_at <= clock.now():
        raise DraftGone
    return draft


def keep_change(draft: Draft, form: FormVersion, typed: Mapping[str, Typed] | None = None) -> None:
    """Save a changed draft, with what was `typed` into a step, for another 30 days.

    Whatever was changed, the person checks and declares anew: the page of checking is emptied.
    """
    checks = [step.name for step in form.steps if step.kind is Kind.CHECK]
    kept = {name: before for name, before in draft.typed.items() if name not in checks}
    draft.typed = {**kept, **(typed or {})}
    draft.form_version = form.version
    draft.updated_at = clock.now()
    draft.expires_at = draft.updated_at + KEPT_FOR
    draft.save()
