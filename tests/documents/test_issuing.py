"""A document that is issued has one number, is made once, and never changes (S1.9; issue 6, "Documents")."""

import io
import subprocess
from dataclasses import replace

import pytest
import zxingcpp
from django.db import IntegrityError, InternalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from PIL import Image

from nssi.attachments import storage
from nssi.audit import SYSTEM
from nssi.audit.models import AuditEntry
from nssi.documents import events, kinds
from nssi.documents.actions.issue_document import issue_document
from nssi.documents.actions.make_document import make_document
from nssi.documents.actions.preview_document import preview
from nssi.documents.drawing import drawn
from nssi.documents.jobs import make_waiting_documents
from nssi.documents.kinds import PLAIN_LETTER
from nssi.documents.models import IssuedDocument
from nssi.documents.queries import check_address, check_code
from nssi.foundation.queue import ProcrastinateJob
from nssi.institution.models import CompetentBody
from nssi.records.models import Record
from nssi.signing.seal.sealing import seal
from tests.documents.specimen import DATA, LETTER, issue
from tests.support.work import run_jobs

pytestmark = pytest.mark.django_db


def text_of(content: bytes) -> str:
    return subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True
    ).stdout.decode()


def issued(**what) -> IssuedDocument:
    document = issue(**what)
    make_document(document.id)
    document.refresh_from_db()
    return document


def test_it_has_its_number_at_once_and_its_content_when_the_job_is_done():
    document = issue()
    assert document.outgoing_number.startswith("9001-000001-")
    assert not document.is_issued
    (entry,) = Record.objects.filter(subject_kind="issued_document")
    assert (entry.registry_uid, entry.direction) == (document.outgoing_number, "outgoing")
    assert AuditEntry.objects.get(event="documents.issued").subject_id == str(document.id)
    make_document(document.id)
    document.refresh_from_db()
    assert document.is_issued
    assert document.pages == 1
    with document.content.open() as file:
        content = file.read()
    assert (document.sha256, document.size) == (storage.digest(content), len(content))
    text = text_of(content)
    for shown in (document.outgoing_number, "Писмо", "1 234,56\u00a0€".replace("\u00a0", " "), "[U+1F4C4]"):
        assert shown in text.replace("\u00a0", " ")


def test_a_job_that_is_repeated_changes_nothing():
    document = issued()
    before = (document.sha256, document.content_id)
    make_document(document.id)
    document.refresh_from_db()
    assert (document.sha256, document.content_id) == before


@pytest.mark.parametrize("change", [{"sha256": "0" * 64}, {"data": {}}, {"state": "preparing"}])
def test_the_database_refuses_any_change_of_what_is_issued(change):
    document = issued()
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        IssuedDocument.objects.filter(id=document.id).update(**change)


@pytest.mark.parametrize(
    "change", [{"data": {}}, {"title": "Друго"}, {"outgoing_number": "9001-000009-01.01.2026"}]
)
def test_what_it_says_stays_while_it_is_prepared(change):
    document = issue()
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        IssuedDocument.objects.filter(id=document.id).update(**change)
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        IssuedDocument.objects.filter(id=document.id).delete()


def test_a_handler_that_fails_leaves_nothing_half_issued(monkeypatch):
    def fail(document):
        raise ValueError("not now")

    document = issue()
    monkeypatch.setattr(events, "_when_issued", [fail])
    with pytest.raises(ValueError, match="not now"):
        make_document(document.id)
    document.refresh_from_db()
    assert not document.is_issued
    told = []
    monkeypatch.setattr(events, "_when_issued", [told.append])
    make_document(document.id)
    assert [each.id for each in told] == [document.id]


def test_nothing_is_written_before_it_is_whole():
    """So a worker that is killed while it draws or seals leaves nothing behind (tests/faults kills it afterwards)."""
    document = IssuedDocument.objects.get(id=issue().id)
    with CaptureQueriesContext(connection) as asked:
        seal(drawn(document), stamped=False)
    assert [query["sql"] for query in asked if not query["sql"].startswith("SELECT")] == []


@pytest.mark.django_db(transaction=True)
def test_a_worker_makes_it():
    document = issue()
    run_jobs()
    document.refresh_from_db()
    assert document.is_issued
    job = ProcrastinateJob.objects.get(task_name="documents.make_document")
    assert job.args == {"document_id": str(document.id)}


def test_the_sweeper_asks_again_for_one_whose_job_was_lost(travel):
    document = issue()
    jobs = ProcrastinateJob.objects.filter(task_name="documents.make_document")
    jobs.update(status="failed", queueing_lock=None)
    make_waiting_documents(0)
    assert jobs.count() == 1, "it may still be on its way"
    travel(minutes=3)
    make_waiting_documents(0)
    make_waiting_documents(0)
    assert list(jobs.filter(status="todo").values_list("args", flat=True)) == [
        {"document_id": str(document.id)}
    ]


def test_the_qr_code_that_is_drawn_holds_the_address_of_the_check():
    document = issued()
    with document.content.open() as file:
        raster = subprocess.run(
            ["pdftoppm", "-r", "150", "-png"], stdin=file, capture_output=True, check=True
        )
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(raster.stdout)))
    assert code.text == check_address(document)
    assert check_address(document).endswith(f"/{document.outgoing_number}/{check_code(document)}/")


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_issued():
    body = CompetentBody.objects.get(code="03")
    with pytest.raises(RuntimeError):
        issue_document(
            LETTER, data={}, person=None, body=body, subject_kind="specimen", subject_id="1", actor=SYSTEM
        )
    assert not AuditEntry.objects.filter(event="documents.issued").exists()
    assert not ProcrastinateJob.objects.filter(task_name="documents.make_document").exists()


@pytest.mark.parametrize(
    "wrong", [{"register_index": "12"}, {"template": PLAIN_LETTER.with_name("none.typ")}, {}]
)
def test_a_kind_that_cannot_be_issued_is_not_registered(wrong):
    with pytest.raises(ValueError, match=r"tests\.letter"):
        kinds.register(replace(LETTER, **wrong))


def test_a_preview_is_a_draft_without_number():
    text = text_of(preview(LETTER, DATA))
    assert "ПРОЕКТ" in text
    assert "Първо изречение." in text
    assert "9001" not in text
