"""The PostgreSQL of a test run: one for all its processes, with a database in which the migrations ran once, to be copied."""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from nssi.foundation.postgres import running_postgres


@contextmanager
def shared_postgres(run: str) -> Iterator[str]:
    """Give the URL of the database with all tables; the first process of the test run `run` starts the server, the last stops it.

    Its folder is not one of pytest's: those are closed to the user under which PostgreSQL runs.
    """
    folder = Path(tempfile.gettempdir()) / f"nssi-pg-{run}"
    folder.mkdir(exist_ok=True)
    with ExitStack() as server:
        with _alone_in(folder):
            url = server.enter_context(running_postgres(folder / "data", durable=False))
            with psycopg.connect(url) as database:
                is_new = database.execute("SELECT to_regclass('django_migrations')").fetchone() == (None,)
            if is_new:
                migrate = [sys.executable, "-m", "nssi.operate.manage", "migrate", "--verbosity", "0"]
                subprocess.run(migrate, env={**os.environ, "DATABASE_URL": url}, check=True)
        yield url
    if not (folder / "data").exists():
        shutil.rmtree(folder, ignore_errors=True)


def copied_database(url: str, name: str) -> str:
    """Return the URL of a new database `name` on the same server, a copy of that at `url`."""
    parts = urlsplit(url)
    with psycopg.connect(parts._replace(path="/postgres").geturl(), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{parts.path[1:]}"')
    return parts._replace(path=f"/{name}").geturl()


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
