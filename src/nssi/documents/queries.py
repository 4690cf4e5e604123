"""What the house asks about issued documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.urls import reverse

from nssi.documents.kinds import all_kinds
from nssi.documents.models import IssuedDocument
from nssi.records.access_codes import access_code, current_key_id, matches
from nssi.records.registry_uid import RegistryUid


@dataclass(frozen=True)
class CheckedDocument:
    """What anybody who holds a document may know of it: that it is ours, and no more than its head says.

    `replaced_at`: since when another document stands in its place.
    """

    outgoing_number: str
    title: str
    body: str
    issued_at: datetime
    pages: int
    replaced_at: datetime | None


def names_of(ids: Sequence[str]) -> dict[str, str]:
    """Return what documents with these ids are called: title and outgoing number."""
    found = IssuedDocument.objects.filter(id__in=ids).values_list("id", "title", "outgoing_number")
    return {str(id_): f"{title}, изх. №\u00a0{number}" for id_, title, number in found}


def check_page() -> str:
    """Return the address of the page on which documents are checked."""
    return settings.PUBLIC_URL + reverse("check_document")


def check_address(document: IssuedDocument) -> str:
    """Return the address at which this document is checked: it holds its number and code, and nothing personal."""
    return settings.PUBLIC_URL + reverse(
        "check_document_prefilled", args=[document.outgoing_number, check_code(document)]
    )


def check_code(document: IssuedDocument) -> str:
    """Return the code with which the document is checked: eight characters that stand nowhere but in the document."""
    return access_code(document.id, document.code_key_id)


def find_by_number_and_code(number_text: str, code_text: str) -> CheckedDocument | None:
    """Return what may be told of the document with this number and code, typed as people type; None for any mismatch.

    One that is not issued yet is nowhere. A number that no document has costs the same work as a wrong code.
    """
    document = _issued(number_text)
    if document is None:
        matches(uuid4(), current_key_id(), code_text)
        return None
    if not matches(document.id, document.code_key_id, code_text):
        return None
    titles = {kind.name: str(kind.title) for kind in all_kinds()}
    replacement = getattr(document, "replaced_by", None)
    return CheckedDocument(
        outgoing_number=document.outgoing_number,
        title=titles.get(document.kind, ""),
        body=document.body.label,
        issued_at=document.issued_at,
        pages=document.pages,
        replaced_at=replacement.issued_at if replacement and replacement.is_issued else None,
    )


def _issued(number_text: str) -> IssuedDocument | None:
    try:
        number = RegistryUid.parse(number_text)
    except ValueError:
        return None
    issued = IssuedDocument.objects.filter(outgoing_number=str(number), state=IssuedDocument.State.ISSUED)
    return issued.select_related("body", "replaced_by").first()
