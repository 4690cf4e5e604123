"""Files that were taken in. The content lies on disk under its hash; many files may share one content."""

import uuid
from typing import BinaryIO

from django.db import models

from nssi.attachments import storage


class Attachment(models.Model):
    """A file as a person gave it: its shown name, its kind, and the content to which it refers by hash."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField(help_text="bytes")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, help_text="the extension in small letters, without its dot")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    def open(self) -> BinaryIO:
        """Open the content for reading, to be streamed."""
        return storage.opened(self.sha256)
