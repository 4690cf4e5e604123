"""Contents are kept by their hash, in a folder or in an object store, whole and for good or not at all."""

import os
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import boto3
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from moto.server import ThreadedMotoServer

from nssi.attachments import storage
from nssi.attachments.actions.clear_away import clear_away
from nssi.attachments.actions.take_in_file import FileRefused, judge_upload, keep_given_file
from nssi.attachments.models import Attachment
from nssi.foundation import clock
from tests.attachments.samples import LARGEST_PDF, SAMPLES, take_in_file

PDF = SAMPLES["pdf"]


@pytest.fixture(scope="module")
def object_store() -> Iterator[str]:
    """The address of a server that speaks S3 over HTTP, with one bucket."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


def keys(address: str) -> dict[str, str]:
    return {
        "endpoint_url": address,
        "region_name": "eu-central-1",
        "access_key": "key",
        "secret_key": "secret",
    }


@pytest.fixture
def in_object_store(settings, object_store: str) -> None:
    how = keys(object_store)
    client = boto3.client(
        "s3",
        endpoint_url=how["endpoint_url"],
        region_name=how["region_name"],
        aws_access_key_id=how["access_key"],
        aws_secret_access_key=how["secret_key"],
    )
    client.create_bucket(Bucket="nssi", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    options = {"bucket_name": "nssi", **how}
    use(settings, {"BACKEND": "nssi.attachments.object_store.ObjectStore", "OPTIONS": options})
    yield
    for found in client.list_objects_v2(Bucket="nssi").get("Contents", []):
        client.delete_object(Bucket="nssi", Key=found["Key"])
    client.delete_bucket(Bucket="nssi")
    client.close()


def use(settings, store: dict) -> None:
    settings.STORAGES = {**settings.STORAGES, "attachments": store}


@pytest.fixture(params=["a folder", "an object store"])
def any_store(request, own_attachments) -> None:
    if request.param == "an object store":
        request.getfixturevalue("in_object_store")


def contents() -> list[str]:
    return [sha256 for together in storage.kept() for sha256 in together]


def read(sha256: str) -> bytes:
    with storage.opened(sha256) as content:
        return content.read()


@pytest.mark.usefixtures("any_store")
def test_a_content_is_kept_once_and_read_back():
    sha256 = storage.keep(LARGEST_PDF)
    assert storage.keep(LARGEST_PDF) == sha256 == storage.digest(LARGEST_PDF)
    assert contents() == [sha256]
    assert read(sha256) == LARGEST_PDF


@pytest.mark.usefixtures("any_store")
def test_a_content_is_removed_and_then_not_found():
    sha256 = storage.keep(PDF)
    storage.remove(sha256)
    storage.remove(sha256)
    assert contents() == []
    with pytest.raises(FileNotFoundError):
        read(sha256)


@pytest.mark.usefixtures("any_store")
@pytest.mark.django_db
def test_what_nobody_uses_goes_after_a_day():
    take_in_file(SimpleUploadedFile("upload", PDF), "акт.pdf")
    stray = storage.keep(b"nobody's")
    clear_away()
    assert stray not in contents() and len(contents()) == 1
    with clock.shift(timedelta(days=1, seconds=1)):
        clear_away()
    assert contents() == [] and not Attachment.objects.exists()


@pytest.mark.django_db
def test_an_object_store_that_does_not_answer_is_told_and_nothing_remains(settings, own_attachments):
    options = {"bucket_name": "nssi", **keys("http://127.0.0.1:9")}
    use(settings, {"BACKEND": "nssi.attachments.object_store.ObjectStore", "OPTIONS": options})
    with pytest.raises(FileRefused) as refusal:
        take_in_file(SimpleUploadedFile("upload", PDF), "акт.pdf")
    assert refusal.value.finding.text.startswith(
        "Файлът „акт.pdf“ не беше запазен заради проблем при нас. Качете го отново след няколко минути."
    )
    assert not Attachment.objects.exists()


@contextmanager
def full_after(size: int) -> Iterator[None]:
    """No file of this process can grow beyond `size` bytes meanwhile: the kernel refuses the write that crosses it."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.django_db
def test_a_full_disk_is_told_and_nothing_is_half_stored(settings, own_attachments):
    kept = take_in_file(SimpleUploadedFile("upload", PDF), "акт.pdf")
    judged = judge_upload(SimpleUploadedFile("upload", LARGEST_PDF), "заповед.pdf")
    with full_after(1_000_000), pytest.raises(FileRefused) as refusal:
        keep_given_file(*judged)
    assert refusal.value.finding.code == "not_kept"
    assert contents() == [kept.sha256] and list(storage.drafts()) == []
    assert read(kept.sha256) == PDF
    again = take_in_file(SimpleUploadedFile("upload", LARGEST_PDF), "заповед.pdf")
    assert read(again.sha256) == LARGEST_PDF, "with room again, it is taken"


@pytest.mark.parametrize("nth", range(3))
def test_a_process_killed_while_it_stores_leaves_no_half_content(settings, own_attachments, nth: int):
    """kill -9 at each fsync: of the file, of its folder, of the folder above."""
    child = os.fork()
    if child == 0:
        calls = iter(range(3))
        os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL) if next(calls) == nth else None
        storage.keep(LARGEST_PDF)
        os._exit(1)
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
    assert all(read(sha256) == LARGEST_PDF for sha256 in contents()), "what has its name is whole"
    assert read(storage.keep(LARGEST_PDF)) == LARGEST_PDF
