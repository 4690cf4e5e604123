"""While a request is read, no more of an upload is kept than could be taken in; its true size is known all the same."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from nssi.attachments.uploads import BoundedUploadHandler
from nssi.attachments.verdict import LARGEST_FILE


def uploaded(*contents: bytes):
    files = {
        f"file{number}": SimpleUploadedFile("акт.pdf", content) for number, content in enumerate(contents)
    }
    request = RequestFactory().post("/", files)
    request.upload_handlers = [BoundedUploadHandler(request)]
    return [(file.size, len(file.read()), file.name) for file in request.FILES.values()]


@pytest.mark.parametrize("size", [1, 65_536, 200_000, LARGEST_FILE])
def test_a_file_of_allowed_size_is_kept_whole(size):
    assert uploaded(b"x" * size) == [(size, size, "акт.pdf")]


def test_of_a_file_that_is_too_large_only_the_size_is_kept():
    assert uploaded(b"x" * 7_000_000) == [(7_000_000, 0, "акт.pdf")]


def test_many_files_in_one_request_keep_no_more_than_one_submission():
    kept = uploaded(*[b"x" * LARGEST_FILE] * 4)
    assert [read for _size, read, _name in kept] == [LARGEST_FILE, LARGEST_FILE, 0, 0]
    assert all(size > LARGEST_FILE for size, read, _name in kept if not read), "it is refused as too large"
