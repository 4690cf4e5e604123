"""kill -9 of a worker at each point of making a document: it is issued whole, or it waits in preparation; made again it is
issued once, and whoever waits for it is told once (issue 6).

A child process makes the document and counts the lines of ours that store it and mark it. One run to the end says how many there
are; then it is killed at each of them. The document is drawn and sealed before, for the typesetter has threads, which a fork
does not take along; nothing is written meanwhile, so there is nothing that a kill could leave.
"""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest

import nssi
from nssi.attachments.models import Attachment
from nssi.audit import SYSTEM, record
from nssi.audit.models import AuditEntry
from nssi.documents import events
from nssi.documents.actions import make_document as making
from nssi.documents.actions.make_document import make_document
from nssi.documents.drawing import drawn
from nssi.documents.integrity import broken, issued_documents
from nssi.documents.models import IssuedDocument
from nssi.records.models import Record
from nssi.signing.seal.sealing import seal
from tests.documents.specimen import issue, know_specimens
from tests.support.kills import kill_at, lines_of_one_run, lines_to_die_at

HOME = Path(nssi.__file__).parent
MAKING = tuple(
    str(HOME / path)
    for path in (
        "documents/actions/make_document.py",
        "attachments/actions/keep_file.py",
        "attachments/storage.py",
    )
)

pytestmark = pytest.mark.django_db(transaction=True)


def tell(document: IssuedDocument) -> None:
    record("tests.told", actor=SYSTEM, subject_kind="issued_document", subject_id=str(document.id))


@pytest.fixture
def prepared(own_attachments, monkeypatch) -> Callable[[], IssuedDocument]:
    """Return what gives a document in preparation that is drawn and sealed already."""
    know_specimens(monkeypatch)
    monkeypatch.setattr(events, "_when_issued", [tell])
    sealed: dict[UUID, bytes] = {}
    monkeypatch.setattr(making, "_sealed", lambda document: sealed[document.id])

    def prepare() -> IssuedDocument:
        document = issue()
        sealed[document.id] = seal(drawn(document), stamped=False)
        return document

    return prepare


def told(document: IssuedDocument) -> int:
    return AuditEntry.objects.filter(event="tests.told", subject_id=str(document.id)).count()


def test_a_kill_at_any_point_leaves_nothing_half_issued_and_doubles_nothing(prepared):
    specimen = prepared()
    lines = lines_of_one_run(lambda: make_document(specimen.id), MAKING)
    assert lines > 30
    issued_before = []
    for line in lines_to_die_at(lines):
        document = prepared()
        kill_at(line, lambda document=document: make_document(document.id), MAKING)
        document.refresh_from_db()
        issued_before.append(document.is_issued)
        assert told(document) == document.is_issued, f"line {line}"
        kept = document.content_id
        make_document(document.id)
        document.refresh_from_db()
        assert document.is_issued
        assert told(document) == 1
        assert kept in {None, document.content_id}
    assert list(broken(issued_documents())) == []
    assert issued_before == sorted(issued_before), "once committed, it stays issued"
    assert issued_before[0] is False
    documents = IssuedDocument.objects.count()
    assert Attachment.objects.count() == documents, "no content of a killed worker has a row"
    numbers = Record.objects.filter(subject_kind="issued_document").values_list("registry_uid", flat=True)
    assert sorted(int(number[5:11]) for number in numbers) == list(range(1, documents + 1))
