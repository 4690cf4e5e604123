"""Start-up checks of the database: one that does not know Cyrillic, or is too old, is refused."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections


@register(Tags.database)
def database_knows_cyrillic(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Refuse a database where lower('Ж') is not 'ж': names would be neither found nor sorted."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT lower('Ж') = 'ж', to_regproc('similarity') IS NOT NULL")
            lower_works, has_trigrams = cursor.fetchone()
            if has_trigrams:
                cursor.execute("SELECT similarity('Пловдив', 'пловдив') = 1")
                has_trigrams = cursor.fetchone()[0]
                if not has_trigrams:
                    lower_works = False
        if not lower_works:
            found.append(
                Error(
                    "The database does not know Cyrillic: lower('Ж') is not 'ж', or trigrams do not see it.",
                    hint="Create it with LC_CTYPE C.UTF-8 (or bg_BG.UTF-8).",
                    id="foundation.E001",
                )
            )
    return found


OLDEST = 18


@register(Tags.database)
def database_is_new_enough(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Refuse a PostgreSQL before 18: it would read whole years of the register of insured persons for one person."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT current_setting('server_version_num')::int / 10000")
            if cursor.fetchone()[0] < OLDEST:
                found.append(Error(f"PostgreSQL {OLDEST} or newer is needed.", id="foundation.E002"))
    return found
