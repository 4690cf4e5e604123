"""Reading and holding a draft while it is changed or filed."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import JSONField, Model

from nssi.applications.models import KEPT_FOR, Draft, DraftFile
from nssi.applications.services import FormVersion
from nssi.applications.steps import Kind, Typed
from nssi.applications.wizard import Files
from nssi.attachments.models import Attachment
from nssi.foundation import clock
from nssi.institution.parameters import ENTERED, parameters_with
from nssi.law.parameters import Parameters
from nssi.people.models import Person

AnyModel = TypeVar("AnyModel", bound=Model)


class DraftGone(Exception):  # noqa: N818 – an answer, no error of ours
    """The person has no such draft: it was filed, discarded, has expired, or is somebody else's."""


def hold_draft(draft_id: UUID, person: Person) -> Draft:
    """Return the person's draft, locked till the end of the caller's transaction. Raises DraftGone."""
    draft = Draft.objects.select_for_update().filter(id=draft_id, person=person).first()
    if draft is None or draft.expires_at <= clock.now():
        raise DraftGone
    return draft


@dataclass(frozen=True)
class WholeDraft:
    """A draft with all that is asked of it when it is filed: its files by slot, the parameters of the law of that moment, and until
    when its service takes no applications, if it does not (A-06)."""

    draft: Draft
    files: Files
    parameters: Parameters
    paused_until: datetime | None


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
    entered, paused_until, *first = rows[0]
    draft = _read(Draft, first[: len(_DRAFT)])
    if draft.expires_at <= clock.now():
        raise DraftGone
    files: dict[str, list[DraftFile]] = defaultdict(list)
    for row in rows:
        of_file, of_attachment = row[2 + len(_DRAFT) : -len(_ATTACHMENT)], row[-len(_ATTACHMENT) :]
        if of_file[0] is not None:
            file = _read(DraftFile, of_file)
            file.attachment = _read(Attachment, of_attachment)
            files[file.slot].append(file)
    return WholeDraft(draft, files, parameters_with(entered), paused_until)


def _columns(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def _read(model: type[AnyModel], row: Sequence[Any]) -> AnyModel:
    """Return the instance of which `row` holds all columns in the order of `_columns`."""
    fields = model._meta.concrete_fields
    values = [
        json.loads(value) if isinstance(field, JSONField) else value
        for field, value in zip(fields, row, strict=True)
    ]
    return model.from_db(connection.alias, _columns(model), values)


_DRAFT, _FILE, _ATTACHMENT = _columns(Draft), _columns(DraftFile), _columns(Attachment)
_WHOLE = f"""
SELECT {ENTERED},
       (SELECT until FROM applications_servicepause pause WHERE pause.service = draft.service AND until > %s),
       {", ".join(f"draft.{name}" for name in _DRAFT)},
       {", ".join(f"file.{name}" for name in _FILE)},
       {", ".join(f"attachment.{name}" for name in _ATTACHMENT)}
FROM applications_draft draft
LEFT JOIN applications_draftfile file ON file.draft_id = draft.id
LEFT JOIN attachments_attachment attachment ON attachment.id = file.attachment_id
WHERE draft.id = %s AND draft.person_id = %s
ORDER BY file.added_at, file.id
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
