"""`nssi bench audit`: how fast the trail is held against its seals, and what its entry costs a submission.

A submission runs whole through the WSGI handler, in this process, in turns with its entry and without it. It fires no
trigger that tells of changes; what such a trigger costs is measured of the change of an official's account.
"""

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from io import BytesIO
from typing import Any
from unittest.mock import patch

from nssi.operate.benchmarks.throwaway import throwaway_database

REQUIRED = 200_000  # entries a second
MOST_OF_A_SUBMISSION = 0.1
ENTRIES, ENTRIES_FULL = 300_000, 3_000_000
SUBMISSIONS, SUBMISSIONS_FULL = 400, 2000
CHANGES = 400
WARMING_UP = 20

_FILL = """
INSERT INTO audit_auditentry (at, event, actor_kind, actor_id, subject_kind, subject_id, about, reason, origin, details)
SELECT now(), 'proceedings.looked', 'official', (number %% 5000)::text, 'proceeding', gen_random_uuid()::text, gen_random_uuid(),
       '', '3f9a22c1d04b', '{"page": "proceeding"}'
FROM generate_series(1, %s) AS number
"""


def measure(full: bool) -> dict[str, Any]:
    """Measure; the ratio is the worse of the two that are required."""
    with throwaway_database("nssi.operate.benchmarks.settings"):
        with_entry, without = _submissions(SUBMISSIONS_FULL if full else SUBMISSIONS)
        told, untold = _changes(CHANGES)
        count = ENTRIES_FULL if full else ENTRIES
        sealing, verifying = _sealed_and_verified(count)
    share = 1 - without / with_entry
    rate = count / verifying
    return {
        "figure": round(rate),
        "unit": "entries/s verified",
        "required": f"{REQUIRED}, and at most {MOST_OF_A_SUBMISSION} of a submission",
        "ratio": round(min(rate / REQUIRED, MOST_OF_A_SUBMISSION / max(share, 0.001)), 2),
        "peers": {
            "sealed": {"figure": round(count / sealing), "unit": "entries/s"},
            f"share of a submission (at most {MOST_OF_A_SUBMISSION})": {
                "figure": round(share, 3),
                "unit": "times",
            },
            "a submission": {"figure": round(with_entry * 1000, 2), "unit": "ms"},
            "a submission without its entry": {"figure": round(without * 1000, 2), "unit": "ms"},
            "a change of an account, told by its trigger": {"figure": round(told * 1000, 2), "unit": "ms"},
            "the same, not told": {"figure": round(untold * 1000, 2), "unit": "ms"},
        },
        "volume": f"{count} entries; {SUBMISSIONS_FULL if full else SUBMISSIONS} submissions by one process",
    }


def _sealed_and_verified(count: int) -> tuple[float, float]:
    """Return the seconds that sealing and verifying took."""
    from django.db import connection

    from nssi.audit.sealing import seal_entries
    from nssi.audit.verification import verify

    with connection.cursor() as cursor:
        cursor.execute(_FILL, [count])
    began = time.perf_counter()
    seal_entries()
    sealed = time.perf_counter()
    verdict = verify()
    if verdict.broken or verdict.unsealed or verdict.entries < count:
        raise RuntimeError("the trail is not as it was sealed")
    return sealed - began, time.perf_counter() - sealed


def _changes(count: int) -> tuple[float, float]:
    """Return the median seconds of a transaction that changes one row, told by its trigger, and without it."""
    from django.db import connection, transaction

    from nssi.access.models import Official

    official = Official.objects.create(username="measured", full_name="–", role="administrator", password="!")
    times: dict[bool, list[float]] = {True: [], False: []}
    for number in range(count):
        told = number % 2 == 0
        with connection.cursor() as cursor:
            state = "ENABLE" if told else "DISABLE"
            cursor.execute(f"ALTER TABLE access_official {state} TRIGGER note_change")
        began = time.perf_counter()
        with transaction.atomic():
            Official.objects.filter(pk=official.pk).update(is_active=number % 4 < 2)
        times[told].append(time.perf_counter() - began)
    return statistics.median(times[True]), statistics.median(times[False])


def _submissions(count: int) -> tuple[float, float]:
    """Return the median seconds of a submission with its entry, and without it."""
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler

    from nssi.operate.benchmarks.submission import ready_drafts

    settings.STATIC_ROOT.mkdir()
    portal = WSGIHandler()
    times: dict[bool, list[float]] = {True: [], False: []}
    for number, (session_key, draft_id) in enumerate(ready_drafts(count + WARMING_UP)):
        noted = number % 2 == 0
        with _entries(noted):
            began = time.perf_counter()
            _submit(portal, session_key, draft_id)
            seconds = time.perf_counter() - began
        if number >= WARMING_UP:
            times[noted].append(seconds)
    return statistics.median(times[True]), statistics.median(times[False])


@contextmanager
def _entries(noted: bool) -> Iterator[None]:
    from nssi.applications.actions import file_application
    from nssi.foundation.statements import Statement

    with (
        nullcontext()
        if noted
        else patch.object(file_application, "entry", lambda *_, **__: Statement("SELECT 1"))
    ):
        yield


def _submit(portal: Any, session_key: str, draft_id: str) -> None:
    from django.test import RequestFactory

    from nssi.operate.benchmarks.submission import submit_request

    path, cookies, fields = submit_request(session_key, draft_id)
    token = cookies.partition("csrftoken=")[2].partition(";")[0]
    request = RequestFactory(headers={"Cookie": cookies}).post(path, {**fields, "csrfmiddlewaretoken": token})
    environ = {**request.environ, "wsgi.input": BytesIO(request.body), "HTTP_HOST": "localhost"}
    response = portal(environ, lambda *_: None)
    if response.status_code != 302:
        raise RuntimeError(f"{path} answered {response.status_code}")
    response.close()
