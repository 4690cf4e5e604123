"""What was issued is held against its hash and its seal; what keeps documents from being issued is said to operators."""

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from nssi.attachments import storage
from nssi.documents.actions.make_document import make_document
from nssi.documents.integrity import ailments
from nssi.documents.jobs import make_waiting_documents
from nssi.documents.models import IssuedDocument
from nssi.foundation import clock
from nssi.foundation.queue import ProcrastinateJob
from nssi.operate.command import main
from nssi.signing.seal import sealing
from nssi.signing.seal.own import own_seal_file
from tests.attachments.test_storage import full_after
from tests.documents.specimen import LETTER, ORDER, issue
from tests.support.time_stamps import time_stamp_server

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_caches():
    def forget() -> None:
        sealing._loaded_seal.cache_clear()
        sealing._room_for_stamp.cache_clear()

    forget()
    yield
    forget()


def issued(kind=LETTER) -> IssuedDocument:
    document = issue(kind)
    make_document(document.id)
    document.refresh_from_db()
    assert document.is_issued
    return document


def file_of(document: IssuedDocument, settings) -> Path:
    return Path(settings.ATTACHMENTS) / document.sha256[:2] / document.sha256


def verified(capsys) -> tuple[int, dict]:
    code = main(["documents", "verify", "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_all_is_well(capsys):
    issued(), issued(ORDER), issue()
    assert verified(capsys) == (0, {"documents": 2, "applications": 0, "in_preparation": 1, "broken": []})
    assert ailments() == []


@pytest.mark.parametrize(
    ("harm", "finding"),
    [
        (lambda file: file.unlink(), "lost"),
        (lambda file: file.write_bytes(file.read_bytes().replace(b"Title", b"Titel", 1)), "altered"),
        (lambda file: file.write_bytes(b""), "altered"),
        (lambda file: (file.unlink(), file.mkdir()), "unreadable"),
    ],
    ids=["lost", "altered", "emptied", "unreadable"],
)
def test_what_was_lost_or_altered_is_named(capsys, settings, harm, finding):
    issued()
    document = issued()
    harm(file_of(document, settings))
    code, answer = verified(capsys)
    assert code == 1
    assert answer["broken"] == [{"number": document.outgoing_number, "finding": finding}]
    assert ailments() == [f"{document.outgoing_number} is {finding}"]


def test_one_sealed_by_another_key_is_named(capsys, settings, tmp_path):
    issued()
    settings.SEAL_TRUST_ANCHORS = []
    settings.VAR = tmp_path
    code, answer = verified(capsys)
    assert (code, [each["finding"] for each in answer["broken"]]) == (1, ["not_trusted"])


def test_anchors_that_cannot_be_read_are_bad_input(capsys, settings, tmp_path):
    settings.SEAL_TRUST_ANCHORS = [tmp_path / "none.pem"]
    assert main(["documents", "verify"]) == 2
    assert "NSSI_SEAL_TRUST_ANCHORS" in capsys.readouterr().err


class TestWithoutWhatIsNeeded:
    """The document waits in preparation, keeps its number, and is issued as soon as what was missing is there."""

    def test_without_a_key(self, settings, tmp_path, travel):
        settings.SEAL_KEY_FILE = str(tmp_path / "seal.pem")
        document = issue()
        make_document(document.id)
        assert any("nothing can be sealed: the seal's key cannot be read" in each for each in ailments())
        travel(minutes=20)
        jobs = ProcrastinateJob.objects.filter(task_name="documents.make_document", status="todo")
        before = jobs.count()
        make_waiting_documents(0)
        assert jobs.count() == before, "told once, and not by each document that waits"
        assert "1 documents wait to be made for more than a quarter of an hour" in ailments()
        shutil.copy(own_seal_file(), settings.SEAL_KEY_FILE)
        make_document(document.id)
        document.refresh_from_db()
        assert document.is_issued
        assert ailments() == []

    def test_with_a_certificate_that_ran_out(self, travel):
        document = issue()
        travel(days=21 * 365)
        make_document(document.id)
        document.refresh_from_db()
        assert not document.is_issued
        assert any("is valid from" in each for each in ailments())

    def test_a_certificate_that_ends_soon_is_told_of(self):
        with clock.shift(timedelta(days=20 * 365 - 10)):
            assert any("the seal's certificate ends on" in each for each in ailments())

    def test_an_order_is_never_issued_without_its_time_stamp(self, settings):
        with time_stamp_server() as settings.TIMESTAMP_URL:
            pass
        letter, order = issue(LETTER), issue(ORDER)
        for document in (letter, order):
            make_document(document.id)
            document.refresh_from_db()
        assert letter.is_issued
        assert not order.is_issued
        assert any(
            "no order can be sealed: the time-stamp server did not answer" in each for each in ailments()
        )
        with time_stamp_server() as settings.TIMESTAMP_URL:
            make_document(order.id)
        order.refresh_from_db()
        assert order.is_issued

    def test_with_a_full_disk(self):
        document = issue()
        with full_after(10_000):
            make_document(document.id)
        document.refresh_from_db()
        assert (document.is_issued, document.content, document.sha256) == (False, None, "")
        assert list(storage.drafts()) == []
        make_document(document.id)
        document.refresh_from_db()
        assert document.is_issued
