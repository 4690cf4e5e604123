"""What all tests share: a throwaway PostgreSQL, and a clock that can be moved."""

import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest

# The tests start hundreds of processes, each of which would compile all libraries anew.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

pytest.register_assert_rewrite("tests.support")

from argon2 import PasswordHasher  # noqa: E402
from playwright.sync_api import Browser  # noqa: E402

from nssi.foundation import clock  # noqa: E402
from tests.support.browser import CHROMIUM, running_chromium  # noqa: E402
from tests.support.database import shared_postgres  # noqa: E402


def pytest_collection_finish() -> None:
    """What is loaded by now stays: to look through it for garbage again and again took a part of the run."""
    gc.set_threshold(100_000, 20, 100)


@pytest.fixture(scope="session")
def postgres_url(testrun_uid: str) -> Iterator[str]:
    """The URL of the database with all tables that databases of tests are copied from; nobody stays connected to it."""
    with shared_postgres(testrun_uid) as url:
        yield url


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    postgres_url: str, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    from django.conf import settings

    from nssi.foundation.postgres import DATABASE, django_database

    settings.DATABASES["default"].update(django_database(postgres_url))
    settings.DATABASES["default"]["TEST"]["TEMPLATE"] = DATABASE


@pytest.fixture(scope="session", autouse=True)
def _hashing_at_hardly_any_cost() -> Iterator[list[tuple[Any, str, Any]]]:
    """In the processes of the tests: at that of an installation, PIKs and passwords took a tenth of the run."""
    from nssi.access import hashing

    quick = [
        (hashing, "_ARGON2", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)),
        (hashing.OfficialPasswordHasher, "time_cost", 1),
        (hashing.OfficialPasswordHasher, "memory_cost", 8),
    ]
    with pytest.MonkeyPatch.context() as patch:
        full = [(place, name, getattr(place, name)) for place, name, _ in quick]
        for each in quick:
            patch.setattr(*each)
        yield full


@pytest.fixture
def hashing_at_full_cost(_hashing_at_hardly_any_cost, monkeypatch) -> None:
    """What is hashed from here on is hashed as in an installation."""
    for each in _hashing_at_hardly_any_cost:
        monkeypatch.setattr(*each)


_OF_THE_QUEUE = [
    "procrastinate_events",
    "procrastinate_periodic_defers",
    "procrastinate_jobs",
    "procrastinate_workers",
]
_LOADED_BY_MIGRATIONS = {
    "institution_localoffice",
    "institution_competentbody",
    "django_content_type",
    "auth_permission",
}


@pytest.fixture(scope="session", autouse=True)
def _emptying_that_proof_allows() -> Iterator[None]:
    """Between tests, only the tables that hold something are emptied: a twentieth of what truncating all of them takes.

    Tables of proof refuse even that, offices are loaded once, and Django does not know the queue's tables as its own:
    it goes round all three.
    """
    from django.core.management.commands import flush
    from django.db.backends.postgresql.operations import DatabaseOperations

    def emptying(self: Any, _style: Any, tables: list[str], **_how: Any) -> list[str]:
        names = [name for name in (*tables, *_OF_THE_QUEUE) if name not in _LOADED_BY_MIGRATIONS]
        with self.connection.cursor() as cursor:
            cursor.execute(
                " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (TABLE {name})" for name in names)
            )
            filled = [name for (name,) in cursor.fetchall()]
        return [
            "SET session_replication_role = replica",
            *(f"DELETE FROM {name}" for name in filled),
            "RESET session_replication_role",
        ]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", emptying)
        patch.setattr(
            flush, "emit_post_migrate_signal", lambda *_, **__: None
        )  # nothing it writes was emptied
        yield


@pytest.fixture
def travel() -> Iterator[Callable[..., None]]:
    """Move the clock: `travel(hours=2, minutes=1)`; it is put back at the end of the test."""
    with ExitStack() as stack:
        yield lambda **by: stack.enter_context(clock.shift(timedelta(**by)))


@pytest.fixture
def page_client():
    """A client that checks every page it fetches (nssi.look.page_client)."""
    from nssi.look.page_client import PageClient

    return PageClient()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One chromium for all tests of a process. Its driver keeps an event loop running: such tests have a run of their own."""
    if not CHROMIUM.exists():
        pytest.skip("chromium is not installed")
    with running_chromium() as browser:
        yield browser
