"""Issue a document: give it its number now, have it made and sealed as soon as this is committed."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import connection
from django.utils import translation

from nssi.audit import Actor, record
from nssi.documents import jobs
from nssi.documents.kinds import DocumentKind
from nssi.documents.models import IssuedDocument
from nssi.foundation import clock
from nssi.foundation.statements import execute, insertion
from nssi.institution.models import CompetentBody
from nssi.people.models import Person
from nssi.records.access_codes import current_key_id
from nssi.records.actions.assign_outgoing_number import outgoing_number_at_insert


def issue_document(
    kind: DocumentKind,
    *,
    data: Mapping[str, Any],
    person: Person | None,
    body: CompetentBody,
    subject_kind: str,
    subject_id: str,
    actor: Actor,
    title: str | None = None,
    replaces: IssuedDocument | None = None,
) -> IssuedDocument:
    """Return a document in preparation, with its outgoing number; a job makes, seals and stores it (events.when_issued).

    Call it in a transaction, and LAST: whoever issues from the same register waits for its end. `data` is what the template
    shows, as JSON and in Bulgarian, and stays as it is; number, day, issuing body and the address of the public check are
    added by the layout. `title` names this document where the title of its kind does not say enough. Raises RuntimeError
    outside a transaction; IntegrityError where another document replaces the same one already.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a document is issued together with what it is issued for")
    document = IssuedDocument(
        id=uuid4(),
        kind=kind.name,
        title=title or _in_bulgarian(kind),
        person=person,
        body=body,
        subject_kind=subject_kind,
        subject_id=subject_id,
        data=dict(data),
        issued_at=clock.now(),
        code_key_id=current_key_id(),
        replaces=replaces,
        due_at=clock.now() + jobs.TAKES,
    )
    number = outgoing_number_at_insert(
        kind.register_index, subject_kind="issued_document", subject_id=str(document.id)
    )
    record(
        "documents.issued",
        actor=actor,
        subject_kind="issued_document",
        subject_id=str(document.id),
        details={
            "kind": kind.name,
            "of": f"{subject_kind} {subject_id}",
            **({"replaces": str(replaces.id)} if replaces else {}),
        },
        about=person.pk if person else None,
    )
    jobs.have_made(document.id)
    document.outgoing_number = execute(
        insertion(document, outgoing_number=number).returning("outgoing_number")
    )
    return document


def _in_bulgarian(kind: DocumentKind) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return str(kind.title)
