"""Jobs of this room: read where requests stand, and sweep up."""

import logging
import random
from uuid import UUID

from django.db import transaction

from nssi.foundation.queue import queue
from nssi.signing import polling
from nssi.signing.actions.refresh_request import refresh_request
from nssi.signing.actions.sweep_requests import sweep_requests
from nssi.signing.models import SigningRequest
from nssi.signing.port import ProviderRefused, ProviderUnavailable
from nssi.signing.transitions import locked

_log = logging.getLogger(__name__)

_LONGEST_BACK_OFF = 120


@queue.task(name=polling.REFRESH)
def refresh(request_id: str) -> None:
    """Read where a request stands, if it is due; the next reading is planned before the provider is asked."""
    request = _taken(UUID(request_id))
    if request is None:
        return
    try:
        refresh_request(request.pk)
    except ProviderUnavailable as error:
        _plan_in(request.pk, error.retry_after or _back_off(request.attempts))
    except ProviderRefused as error:
        _log.error("the provider refuses to tell of signing request %s: %s", request.pk, error.code)
        _stop(request.pk)


@queue.periodic(cron="* * * * *")
@queue.task(name="signing.sweep", queueing_lock="signing.sweep")
def sweep(timestamp: int) -> None:
    """Each minute, end what is past its time and repair what was lost."""
    sweep_requests()


@transaction.atomic
def _taken(request_id: UUID) -> SigningRequest | None:
    """Take the reading that is due, or None: the request has ended, or another job has just asked."""
    request = locked(request_id)
    if request.state not in request.WAITING or not request.transaction_id or not polling.is_due(request):
        return None
    request.attempts += 1
    polling.plan(request, polling.wait(request.attempts))
    return request


@transaction.atomic
def _plan_in(request_id: UUID, seconds: float) -> None:
    request = locked(request_id)
    if request.state in request.WAITING:
        polling.plan(request, seconds)


@transaction.atomic
def _stop(request_id: UUID) -> None:
    request = locked(request_id)
    request.next_poll_at = None
    request.save(update_fields=["next_poll_at"])


def _back_off(attempts: int) -> float:
    ceiling = min(_LONGEST_BACK_OFF, 5 * 2 ** min(attempts, 10))
    return random.uniform(ceiling / 2, ceiling)  # noqa: S311 – spreads the load, guards nothing
