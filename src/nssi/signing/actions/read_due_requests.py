"""Read where all requests stand whose time has come: many at once, for a reading costs little beside its job."""

import logging
import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.db import connection, transaction

from nssi.foundation import clock
from nssi.foundation.statements import rows
from nssi.signing import polling
from nssi.signing.actions.refresh_request import note_report
from nssi.signing.models import SigningRequest
from nssi.signing.port import ProviderRefused, ProviderUnavailable, StatusReport
from nssi.signing.providers import signing_provider

_MOST = 200
"""So many in one job; the rest is still due when the next one comes."""

_AT_ONCE = 8
_EARLY = timedelta(seconds=1)
"""The job comes at its own times: what is due a moment later is read now, rather than a whole turn too late."""

_LONGEST_BACK_OFF = 120

_DUE = """
state = ANY(%s) AND next_poll_at <= %s AND transaction_id <> ''
ORDER BY next_poll_at LIMIT %s FOR UPDATE SKIP LOCKED
"""
_PLAN = f"""
UPDATE {SigningRequest._meta.db_table} AS request SET attempts = planned.attempts, next_poll_at = planned.next_poll_at
FROM unnest(%s::uuid[], %s::integer[], %s::timestamptz[]) AS planned (id, attempts, next_poll_at)
WHERE request.id = planned.id
"""  # noqa: S608 – the name of a table

_log = logging.getLogger(__name__)


def read_due_requests() -> None:
    """Ask the provider about the requests that are due, and note what is new. Runs in jobs only.

    The next reading is planned before the provider is asked, so that a job that dies leaves nothing unread.
    """
    requests = _take_due()
    if not requests:
        return
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        for request, answer in zip(requests, threads.map(_ask, requests), strict=True):
            _note(request, answer)


@transaction.atomic
def _take_due() -> list[SigningRequest]:
    """Take the readings that are due: whoever else looks for some finds these planned anew."""
    now = clock.now()
    due = rows(SigningRequest, _DUE, [[*SigningRequest.WAITING], now + _EARLY, _MOST])
    if due:
        attempts = [request.attempts + 1 for request in due]
        waits = [now + polling.wait(each) for each in attempts]
        for request, made in zip(due, attempts, strict=True):
            request.attempts = made
        with connection.cursor() as cursor:
            cursor.execute(_PLAN, [[request.pk for request in due], attempts, waits])
    return due


def _ask(request: SigningRequest) -> StatusReport | ProviderUnavailable | ProviderRefused:
    """Ask in a thread of its own, which touches no table."""
    try:
        return signing_provider().poll(request.transaction_id)
    except (ProviderUnavailable, ProviderRefused) as error:
        return error


def _note(request: SigningRequest, answer: StatusReport | ProviderUnavailable | ProviderRefused) -> None:
    row = SigningRequest.objects.filter(pk=request.pk)
    match answer:
        case StatusReport():
            note_report(request, answer)
        case ProviderUnavailable():
            pause = answer.retry_after or _back_off(request.attempts)
            row.update(next_poll_at=clock.now() + timedelta(seconds=pause))
        case ProviderRefused():
            _log.error("the provider refuses to tell of signing request %s: %s", request.pk, answer.code)
            row.update(next_poll_at=None)


def _back_off(attempts: int) -> float:
    ceiling = min(_LONGEST_BACK_OFF, 5 * 2 ** min(attempts, 10))
    return random.uniform(ceiling / 2, ceiling)  # noqa: S311 – spreads the load, guards nothing
