"""Throttles: who tries too often in vain waits, and longer each time. Any room may use them.

A room names what it throttles by a `Limit`. It counts a try before it does the work, and forgets the tries when one
has succeeded; or, where nearly every try succeeds, it lets tries take turns and counts those that failed. Either way
a hundred tries at the same moment get no further than one after another.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.translation import ngettext

from nssi.foundation import clock
from nssi.foundation.keys import newest


@dataclass(frozen=True)
class Limit:
    """How many tries are free, how long those after them wait, and when it all is forgotten.

    `scope` is `room.what`. The try that makes it `tries` still goes on; then comes the first of `pauses`, after each
    further try the next one, in the end always the last. Each `window` starts with a fresh count.
    """

    scope: str
    tries: int
    window: timedelta
    pauses: tuple[timedelta, ...]


@dataclass(frozen=True)
class Standing:
    """How things stand for a try that is about to be made: whether some failed lately, and until when it is refused."""

    has_failed: bool
    refused_until: datetime | None


def check(limit: Limit, key: str) -> datetime | None:
    """Return until when tries with this key are refused, or None where one may be made. Counts nothing."""
    with connection.cursor() as cursor:
        cursor.execute(_CHECK, [limit.scope, _kept(key), clock.now()])
        refused = cursor.fetchone()
    return refused[0] if refused else None


def take_turn(limit: Limit, key: str, *, beside: tuple[Limit, str]) -> Standing:
    """Wait until no other try with this key is at work, keep the others waiting, and say how things stand.

    The turn ends with the caller's transaction. `beside` is what may refuse the try too. Counts nothing.
    """
    other, other_key = beside
    kept = _kept(key)
    with connection.cursor() as cursor:
        turn = int.from_bytes(kept[:8], signed=True)
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [turn])
        cursor.execute(_STANDING, [limit.scope, kept, other.scope, _kept(other_key)])
        counters = cursor.fetchall()
    now = clock.now()
    return Standing(
        has_failed=any(scope == limit.scope for scope, _ in counters),
        refused_until=max((until for _, until in counters if until and until > now), default=None),
    )


def count(limit: Limit, key: str) -> datetime | None:
    """Count a try. Return until when it is refused (then it is not counted), or None where it may go on."""
    now = clock.now()
    values: dict[str, Any] = {
        "scope": limit.scope,
        "key": _kept(key),
        "now": now,
        "forgotten": now - limit.window,
        "free": limit.tries - 1,
        "pauses": list(limit.pauses),
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, values)
        counted = cursor.fetchone()
    return None if counted else check(limit, key) or now


def forget(limit: Limit, key: str) -> None:
    """Forget the tries with this key: one has succeeded."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [limit.scope, _kept(key)])


def too_many_tries(until: datetime) -> str:
    """Return what people read whose tries are refused until then."""
    minutes = max(1, ceil((until - clock.now()) / timedelta(minutes=1)))
    return ngettext(
        "Твърде много опити. Опитайте след %(minutes)s\xa0минута.",
        "Твърде много опити. Опитайте след %(minutes)s\xa0минути.",
        minutes,
    ) % {"minutes": minutes}


# written out, for they run at every login: built by the ORM they would cost it more than they do

_CHECK = (
    "SELECT refused_until FROM access_throttlecounter WHERE scope = %s AND key = %s AND refused_until > %s"
)

_STANDING = """
SELECT scope, refused_until FROM access_throttlecounter
WHERE (scope, key) IN ((%s, %s), (%s, %s))
"""  # asked when the turn has come: it sees what those who had their turn before have written

_COUNT = """
INSERT INTO access_throttlecounter AS counter (scope, key, tries, counted_since, refused_until)
VALUES (%(scope)s, %(key)s, 1, %(now)s, CASE WHEN %(free)s = 0 THEN %(now)s + (%(pauses)s::interval[])[1] END)
ON CONFLICT (scope, key) DO UPDATE SET
    tries = CASE WHEN counter.counted_since <= %(forgotten)s THEN 1 ELSE counter.tries + 1 END,
    counted_since = CASE WHEN counter.counted_since <= %(forgotten)s THEN %(now)s ELSE counter.counted_since END,
    refused_until = CASE
        WHEN counter.counted_since <= %(forgotten)s THEN excluded.refused_until
        WHEN counter.tries >= %(free)s
        THEN %(now)s + (%(pauses)s::interval[])[least(counter.tries - %(free)s + 1, cardinality(%(pauses)s::interval[]))]
    END
WHERE counter.refused_until IS NULL OR counter.refused_until <= %(now)s
RETURNING tries
"""

_FORGET = "DELETE FROM access_throttlecounter WHERE scope = %s AND key = %s"


def _kept(key: str) -> bytes:
    return hmac.digest(newest(settings.SECRET_KEYS)[1].encode(), key.encode(), hashlib.sha256)
