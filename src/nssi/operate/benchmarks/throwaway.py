"""Databases and settings for one benchmark, thrown away with it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nssi.foundation.postgres import running_postgres
from nssi.operate.installation import Installation


@contextmanager
def throwaway_database(settings: str = "nssi.config.settings") -> Iterator[None]:
    """Give this process an empty database of its own, with all tables, while the block runs under these settings."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_postgres(Path(folder) / "postgres", durable=False) as url,
    ):
        _set_up({"DATABASE_URL": url, "NSSI_VAR": folder, "DJANGO_SETTINGS_MODULE": settings})
        from django.core.management import call_command
        from django.db import connections

        call_command("migrate", verbosity=0)
        yield
        connections.close_all()


def use_settings_of(installation: Installation) -> None:
    """Make this process one of the installation's: the same database, files and secrets."""
    _set_up(installation.environment)


def _set_up(variables: dict[str, str]) -> None:
    """Set Django up. A process can do so once: each benchmark has one of its own."""
    os.environ |= variables
    import django

    django.setup()
