"""Save what was typed into one page of a draft."""

from uuid import UUID

from django.db import transaction

from nssi.applications.actions.begin_second_filing import relate
from nssi.applications.drafts import hold_draft, keep_change
from nssi.applications.models import Draft
from nssi.applications.second_filing import STEP
from nssi.applications.services import AdministrativeService
from nssi.applications.steps import Step, Typed
from nssi.people.models import Person


class DraftChanged(Exception):  # noqa: N818 – an answer, no error of ours
    """The draft was changed in another window after this page was opened."""


@transaction.atomic
def save_answers(
    draft_id: UUID, person: Person, service: AdministrativeService, step: Step, typed: Typed, revision: int
) -> Draft:
    """Keep what was typed into `step` and return the draft, which is then kept for another 30 days.

    `revision` is the one that the page showed. A page sent twice is saved once. Whatever is changed, the person checks
    and declares anew: the page of checking is emptied. Raises DraftGone, DraftChanged.
    """
    draft = hold_draft(draft_id, person)
    if draft.typed.get(step.name) == typed:
        return draft
    if draft.revision != revision:
        raise DraftChanged
    draft.revision += 1
    if step.name == STEP:
        relate(draft, service, typed)
    keep_change(draft, service.form_of(draft.form_version), {step.name: typed})
    return draft
