"""A kind of document for tests, and one of it on its way."""

from typing import Any

import pytest
from django.db import transaction

from nssi.audit import SYSTEM
from nssi.documents import kinds
from nssi.documents.actions.issue_document import issue_document
from nssi.documents.kinds import PLAIN_LETTER, DocumentKind, Seal
from nssi.documents.models import IssuedDocument
from nssi.institution.queries import competent_body
from nssi.people.models import Person

LETTER = DocumentKind("tests.letter", "Писмо", "9001", PLAIN_LETTER, Seal.MASS)
ORDER = DocumentKind("tests.order", "Разпореждане", "9002", PLAIN_LETTER, Seal.ORDER)
DATA = {
    "addressee": ["Щерьо Ѝлиев Ъгълов-Жечев", "гр. Варна 9000, ул. „Цар Симеон“ № 1"],
    "facts": [["Размер", "1 234,56\u00a0€"]],
    "paragraphs": ["Първо изречение.", "#panic() *второ* 📄 изречение."],
    "signed_by": ["Ръководител", "И. Петрова"],
}


def know_specimens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the register of kinds hold both kinds while a test runs."""
    for kind in (LETTER, ORDER):
        monkeypatch.setitem(kinds._kinds, kind.name, kind)


def issue(
    kind: DocumentKind = LETTER,
    *,
    person: Person | None = None,
    replaces: IssuedDocument | None = None,
    data: dict[str, Any] = DATA,
) -> IssuedDocument:
    """Return a document in preparation, its job enqueued."""
    body = competent_body("03")
    assert body is not None
    with transaction.atomic():
        return issue_document(
            kind,
            data=data,
            person=person,
            body=body,
            subject_kind="specimen",
            subject_id="1",
            actor=SYSTEM,
            replaces=replaces,
        )
