"""Reading and holding a draft while it is changed or filed."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from nssi.applications.models import KEPT_FOR, Draft
from nssi.applications.services import FormVersion
from nssi.applications.steps import Kind, Typed
from nssi.applications.wizard import Files
from nssi.foundation import clock
from nssi.institution.parameters import ENTERED, parameters_with
from nssi.law.parameters import Parameters
from nssi.people.models import Person


class DraftGone(Exception):  # noqa: N818 – an answer, no error of ours
    """The person has no such draft: it was filed, discarded, has expired, or is somebody else's."""


def hold_draft(draft_id: UUID, person: Person) -> Draft:
    """Return the person's draft, locked till the end of the caller's transaction. Raises DraftGone."""
    draft = Draft.objects.select_for_update().filter(id=draft_id, person=person).first()
    if draft is None or draft.expires_at <= clock.now():
        raise DraftGone
    return draft


class ReadAttachment(NamedTuple):
    """What filing asks of an attachment; `sha256` in hex, `size` in bytes."""

    id: UUID
    name: str
    size: int
    sha256: str


class ReadFile(NamedTuple):
    """A file of a draft, as filing reads it."""

    slot: str
    attachment: ReadAttachment


@dataclass(frozen=True)
class WholeDraft:
    """A draft with all that is asked of it when it is filed: its files in the order in which they were added, the parameters of the
    law of that moment, and until when its service takes no applications, if it does not (A-06)."""

    draft: Draft
    files: Sequence[ReadFile]
    parameters: Parameters
    paused_until: datetime | None

    @property
    def files_by_slot(self) -> Files:
        """The files by the names of their slots."""
        found: dict[str, list[ReadFile]] = defaultdict(list)
        for file in self.files:
            found[file.slot].append(file)
        return found


def whole_draft(draft_id: UUID, person: Person, *, hold: bool) -> WholeDraft:
    """Return the person's draft in one query; to `hold` it is to lock it, as `hold_draft` does. Raises DraftGone.

    Every change of a draft or of its files moves `updated_at`: who did not hold it sees by that whether it still is as it was read.
    """
    with connection.cursor() as cursor:
        values: list[Any] = [clock.now(), draft_id, person.id]
        cursor.execute(_WHOLE + ("FOR UPDATE OF draft" if hold else ""), values)
        rows = cursor.fetchall()
    if not rows:
        raise DraftGone
    entered, paused_until, *first = rows[0][:-_OF_FILE]
    draft = Draft.from_db(
        connection.alias,
        _DRAFT,
        [json.loads(value) if name == "typed" else value for name, value in zip(_DRAFT, first, strict=True)],
    )
    if draft.expires_at <= clock.now():
        raise DraftGone
    files = sorted(row[-_OF_FILE:] for row in rows if row[-1] is not None)  # by when they were added
    return WholeDraft(
        draft,
        [ReadFile(slot, ReadAttachment(*attachment)) for _added_at, _id, slot, *attachment in files],
        parameters_with(entered),
        paused_until,
    )


_DRAFT = [field.attname for field in Draft._meta.concrete_fields]
_OF_FILE = 7
_WHOLE = f"""
SELECT {ENTERED},
       (SELECT until FROM applications_servicepause pause WHERE pause.service = draft.service AND until > %s),
       {", ".join(f"draft.{name}" for name in _DRAFT)},
       file.added_at, file.id, file.slot, attachment.id, attachment.name, attachment.size, attachment.sha256
FROM applications_draft draft
LEFT JOIN applications_draftfile file ON file.draft_id = draft.id
LEFT JOIN attachments_attachment attachment ON attachment.id = file.attachment_id
WHERE draft.id = %s AND draft.person_id = %s
"""  # noqa: S608 – names of columns; written out because filing, the busiest act there is, waits for it


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


def reopen_documents(draft: Draft, form: FormVersion) -> None:
    """Make the steps of documents, and all checking after them, incomplete: the person has to look at them again."""
    draft.typed = {
        name: typed
        for name, typed in draft.typed.items()
        if all(step.name != name or step.kind is not Kind.DOCUMENTS for step in form.steps)
    }
    keep_change(draft, form)
