"""While a request is read, no more of an upload is kept than could be taken in; its true size is known all the same."""

import errno
import tracemalloc
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from nssi.attachments.actions.take_in_file import FileRefused
from nssi.attachments.uploads import LARGEST_PHOTOGRAPH, MOST_PHOTOGRAPHS, BoundedUploadHandler
from nssi.attachments.verdict import LARGEST_FILE, MEGABYTE
from tests.attachments.samples import LARGEST_PDF, take_in_file

PERSON = SimpleNamespace()


def requested(*contents: bytes, name: str = "акт.doc", person: object = None):
    files = {f"file{number}": SimpleUploadedFile(name, content) for number, content in enumerate(contents)}
    request = RequestFactory().post("/", files)
    request.person = person
    request.upload_handlers = [BoundedUploadHandler(request)]
    return request


def uploaded(*contents: bytes, **how: object):
    request = requested(*contents, **how)
    found = [(file.size, len(file.read()), file.is_whole) for file in request.FILES.values()]
    request.close()
    return found


@pytest.mark.parametrize("size", [1, 65_536, 200_000, LARGEST_FILE])
def test_a_file_of_allowed_size_is_kept_whole(size):
    assert uploaded(b"x" * size) == [(size, size, True)]


def test_of_a_file_that_is_too_large_only_the_size_is_kept():
    assert uploaded(b"x" * 7_000_000) == [(7_000_000, 0, False)]


def test_many_files_in_one_request_keep_no_more_than_one_submission():
    kept = uploaded(*[b"x" * LARGEST_FILE] * 4)
    assert [read for _size, read, _whole in kept] == [LARGEST_FILE, LARGEST_FILE, 0, 0]
    assert [whole for _size, _read, whole in kept] == [True, True, False, False]


def test_what_did_not_come_whole_is_refused_and_says_so():
    request = requested(*[b"x" * LARGEST_FILE] * 3)
    *_kept, last = request.FILES.values()
    with pytest.raises(FileRefused) as refusal:
        take_in_file(last, "акт.doc")
    request.close()
    assert refusal.value.finding.text == "Файлът „акт.doc“ не стигна до нас цял. Качете го отново, сам."


@pytest.mark.parametrize("name", ["снимка.jpg", "СНИМКА.JPEG", "скан.pdf", "скан.tif", "снимка.png"])
def test_a_person_may_send_larger_photographs(name):
    large = b"x" * (4 * MEGABYTE)
    assert uploaded(large, name=name, person=PERSON) == [(len(large), len(large), True)]
    assert uploaded(large, name=name, person=None) == [(len(large), 0, False)], (
        "who has not logged in may not"
    )


def test_photographs_have_a_limit_too():
    largest = b"x" * LARGEST_PHOTOGRAPH
    assert uploaded(largest + b"x", name="a.jpg", person=PERSON) == [(len(largest) + 1, 0, False)]
    kept = uploaded(*[largest] * (MOST_PHOTOGRAPHS + 1), name="a.jpg", person=PERSON)
    assert [whole for *_sizes, whole in kept] == [True] * MOST_PHOTOGRAPHS + [False]


def test_a_full_disk_of_temporary_files_loses_that_photograph_alone(monkeypatch):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("tempfile.SpooledTemporaryFile.rollover", full)
    large = b"x" * (4 * MEGABYTE)
    assert uploaded(large, b"x", name="a.jpg", person=PERSON) == [(len(large), 0, False), (1, 1, True)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "name"),
    [(LARGEST_PDF, "акт.pdf"), (b"\xff\xd8\xff" + bytes(14 * MEGABYTE), "a.jpg")],
    ids=["a file of 2,5 МБ", "a photograph of 14 МБ"],
)
def test_an_upload_takes_at_most_30_megabytes_of_memory(own_attachments, content, name):
    """From the body of the request to the content that is kept."""
    from nssi.attachments.actions.take_in_photograph import take_in_photograph

    request = requested(content, name=name, person=PERSON)
    tracemalloc.start()
    (upload,) = request.FILES.values()
    (take_in_file if len(content) <= LARGEST_FILE else take_in_photograph)(upload, name)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    request.close()
    assert peak < 30 * MEGABYTE
