"""Sweep up: no request stays for ever in a state that should not last."""

import logging
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from nssi.foundation import clock
from nssi.signing.models import SigningRequest
from nssi.signing.transitions import locked, move

State = SigningRequest.State

_A_SENDING_TAKES = timedelta(minutes=2)

_log = logging.getLogger(__name__)


def sweep_requests() -> None:
    """Give up sendings that died, and end what is past its time. S0.8"""
    now = clock.now()
    requests = SigningRequest.objects
    for request_id in _ids(requests.filter(state=State.SENDING, sent_at__lt=now - _A_SENDING_TAKES)):
        _give_up_sending(request_id)
    waiting = requests.filter(state__in=SigningRequest.WAITING)
    for request_id in _ids((waiting | requests.filter(state=State.CREATED)).filter(expires_at__lte=now)):
        _expire(request_id)


def _ids(requests) -> list[UUID]:  # type: ignore[no-untyped-def]
    return list(requests.values_list("pk", flat=True))


@transaction.atomic
def _give_up_sending(request_id: UUID) -> None:
    request = locked(request_id)
    request.next_poll_at = clock.now()
    if move(request, State.UNKNOWN):
        _log.warning("the answer to the sending of %s is lost", request_id)


@transaction.atomic
def _expire(request_id: UUID) -> None:
    move(locked(request_id), State.EXPIRED)
