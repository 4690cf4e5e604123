"""How a file of declarations is received on a page: onto the disk while it comes, up to a size."""

from typing import Any

from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler

LARGEST = 256 * 1024 * 1024
"""Bytes of one upload, about a million rows; larger files come through the watched folder or the command line."""


class DeclarationUploadHandler(TemporaryFileUploadHandler):
    """Writes a file to the disk block by block; one beyond the largest size is passed over, and leaves nothing."""

    too_large = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._received += len(raw_data)
        if self._received > LARGEST:
            self.too_large = True
            self.file.close()
            raise SkipFile
        super().receive_data_chunk(raw_data, start)
