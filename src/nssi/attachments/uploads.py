"""How much of an upload is kept while a request is read: never more than could be taken in."""

from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from nssi.attachments.mending.originals import KINDS as MENDABLE
from nssi.attachments.names import extension, shown_name
from nssi.attachments.verdict import LARGEST_FILE, LARGEST_SUBMISSION, MEGABYTE

LARGEST_PHOTOGRAPH = 15 * MEGABYTE
"""15 МБ, in bytes: what a photograph or scan may have from which a document is made."""

MOST_PHOTOGRAPHS = 10
"""How many of them may wait at one place for documents, and come in one request."""


class Upload(UploadedFile):  # type: ignore[type-arg]
    """A file as it came in a request. `is_whole`: whether it was kept; of one that is too large only its size is."""

    is_whole = True


class BoundedUploadHandler(FileUploadHandler):
    """Keeps a file of allowed size; of a larger one only its size, so that the page can tell it.

    All files of one request together keep no more than one submission may hold, in memory; a logged-in person may send
    photographs too, which wait in temporary files.
    """

    in_memory = on_disk = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        is_photograph = extension(shown_name(self.file_name or "")) in MENDABLE and self._is_of_a_person()
        self._limit = LARGEST_PHOTOGRAPH if is_photograph else LARGEST_FILE
        self._file: IO[bytes] = SpooledTemporaryFile(max_size=LARGEST_FILE)  # noqa: SIM115 – the request closes it
        self._size, self._whole = 0, True

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._size += len(raw_data)
        if not self._whole:
            return
        if self._size > self._limit or not self._has_room():
            self._drop()
            return
        try:
            self._file.write(raw_data)
        except OSError:  # the disk of temporary files is full; the page says that the file did not come whole
            self._drop()

    def file_complete(self, file_size: int) -> Upload:
        if self._size > LARGEST_FILE:
            self.on_disk += self._size if self._whole else 0
        else:
            self.in_memory += self._size if self._whole else 0
        self._file.seek(0)
        upload = Upload(
            self._file,
            self.file_name,
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )
        upload.is_whole = self._whole
        return upload

    def upload_interrupted(self) -> None:
        """Let go of the file that was being read when the browser went away."""
        self._file.close()

    def _is_of_a_person(self) -> bool:
        return getattr(self.request, "person", None) is not None

    def _has_room(self) -> bool:
        if self._size > LARGEST_FILE:
            return self.on_disk + self._size <= MOST_PHOTOGRAPHS * LARGEST_PHOTOGRAPH
        return self.in_memory + self._size <= LARGEST_SUBMISSION

    def _drop(self) -> None:
        self._file.close()
        self._file, self._whole = BytesIO(), False
