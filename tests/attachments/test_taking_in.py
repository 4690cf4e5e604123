"""A file that was taken in is on the disk for good, once for each content, and goes only when nobody uses it."""

import os
import time
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from nssi.attachments import storage
from nssi.attachments.actions.clear_away import clear_away
from nssi.attachments.actions.take_in_file import FileRefused
from nssi.attachments.models import Attachment
from nssi.attachments.verdict import LARGEST_FILE
from nssi.foundation import clock
from tests.attachments.samples import SAMPLES, take_in_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.ATTACHMENTS = tmp_path / "attachments"


def take(name: str = "акт.pdf", content: bytes = SAMPLES["pdf"]) -> Attachment:
    return take_in_file(SimpleUploadedFile("upload", content), name)


def contents() -> list[str]:
    return [sha256 for together in storage.kept() for sha256 in together]


def test_a_file_is_kept_with_its_content_name_and_kind():
    attachment = Attachment.objects.get(id=take().id)
    with attachment.open() as content:
        assert content.read() == SAMPLES["pdf"]
    assert (attachment.name, attachment.kind, attachment.size) == ("акт.pdf", "pdf", len(SAMPLES["pdf"]))


def test_the_same_content_is_kept_once_for_all_who_gave_it():
    first, second = take(), take("копие.pdf")
    assert first.id != second.id
    assert contents() == [first.sha256] == [second.sha256]


def test_a_refused_file_leaves_nothing_behind():
    with pytest.raises(FileRefused) as refusal:
        take("акт.pdf", b"MZ")
    assert refusal.value.finding.code == "content_mismatch"
    assert contents() == [] and not Attachment.objects.exists()


def test_a_file_that_is_too_large_is_refused_without_being_read():
    class Unread(SimpleUploadedFile):
        def read(self, *args):
            raise AssertionError("read")

    upload = Unread("upload", b"x")
    upload.size = LARGEST_FILE + 1
    with pytest.raises(FileRefused) as refusal:
        take_in_file(upload, "акт.pdf")
    assert (
        refusal.value.finding.text.replace("\u00a0", " ") == "Файлът „акт.pdf“ е 2,6 МБ. Може да е до 2,5 МБ."
    )


def test_the_row_refers_to_a_content_that_is_already_on_the_disk(settings, monkeypatch):
    synced: list[str] = []
    monkeypatch.setattr(
        os, "fsync", lambda descriptor: synced.append(str(Path(f"/proc/self/fd/{descriptor}").readlink()))
    )
    folder = settings.ATTACHMENTS / take().sha256[:2]
    assert len(synced) == 3, "the file before it gets its name, then both folders"
    assert synced[1:] == [str(folder), str(folder.parent)]


def test_files_that_nobody_uses_go_after_a_day_with_their_contents():
    take()
    clear_away()
    assert Attachment.objects.count() == 1, "a file may wait a day for its owner"
    with clock.shift(timedelta(days=1, seconds=1)):
        clear_away()
    assert not Attachment.objects.exists()
    assert contents() == []


def test_a_content_that_one_of_two_files_still_needs_stays(settings):
    take()
    with clock.shift(timedelta(hours=23)):
        second = take("копие.pdf")
    with clock.shift(timedelta(days=1, hours=1)):
        clear_away()
    assert [row.id for row in Attachment.objects.all()] == [second.id]
    assert contents() == [second.sha256]


def test_the_content_of_a_transaction_that_was_rolled_back_goes():
    with transaction.atomic():
        take()
        transaction.set_rollback(True)
    assert len(contents()) == 1
    clear_away()
    assert contents() == []


def test_what_a_killed_process_was_writing_goes_after_a_day(settings):
    folder = settings.ATTACHMENTS / "ab"
    folder.mkdir(parents=True)
    half = folder / ".new-half"
    half.write_bytes(b"half")
    clear_away()
    assert half.exists()
    os.utime(half, (time.time() - 90_000,) * 2)
    clear_away()
    assert not half.exists()


@pytest.mark.django_db(transaction=True)
def test_a_content_is_not_cleared_away_while_somebody_takes_the_same_in():
    """The sweeper waits for the transaction that found the content on the disk."""
    sha256 = storage.keep(SAMPLES["pdf"])
    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": psycopg.Cursor}) as taker:
        taker.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"attachments:{sha256}"])
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
        with pytest.raises(Exception, match="lock timeout"):
            clear_away()
        assert contents() == [sha256]
    with connection.cursor() as cursor:
        cursor.execute("RESET lock_timeout")
