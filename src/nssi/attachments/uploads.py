"""How much of an upload is kept while a request is read: never more than could be taken in."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from nssi.attachments.verdict import LARGEST_FILE, LARGEST_SUBMISSION


class BoundedUploadHandler(FileUploadHandler):
    """Keeps a file of allowed size in memory; of a larger one only its size, so that the page can tell it.

    All files of one request together keep no more than one submission may hold.
    """

    kept = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._content = BytesIO()
        self._whole = True

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if not self._whole:
            return
        size = self._content.tell() + len(raw_data)
        if size > LARGEST_FILE or self.kept + size > LARGEST_SUBMISSION:
            self._content, self._whole = BytesIO(), False
        else:
            self._content.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[bytes]":
        self.kept += self._content.tell()
        self._content.seek(0)
        size = file_size if self._whole else max(file_size, LARGEST_FILE + 1)
        name, kind = self.file_name or "", self.content_type or ""
        return InMemoryUploadedFile(
            self._content, self.field_name, name, kind, size, self.charset, self.content_type_extra
        )
