"""Attached files in an object store that speaks S3, instead of a folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage

BOUNDED = Config(connect_timeout=5, read_timeout=20, retries={"total_max_attempts": 2})


class ObjectStore(S3Storage):
    """The bucket, asked for a bounded time. What goes wrong is an OSError, as it is with a folder."""

    def __init__(self, **options: Any) -> None:
        super().__init__(client_config=BOUNDED, max_memory_size=1024 * 1024, **options)

    def _save(self, name: str, content: "File[bytes]") -> str:
        with _as_os_error():
            return str(super()._save(name, content))

    def exists(self, name: str) -> bool:
        """Return whether there is such an object."""
        with _as_os_error():
            return bool(super().exists(name))


@contextmanager
def _as_os_error() -> Iterator[None]:
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise OSError(type(error).__name__) from error
