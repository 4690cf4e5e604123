"""Sweep up: no request stays for ever in a state that should not last."""

import logging
from datetime import timedelta

from nssi.foundation import clock
from nssi.signing.models import SigningRequest

State = SigningRequest.State

_A_SENDING_TAKES = timedelta(minutes=2)

_log = logging.getLogger(__name__)


def sweep_requests() -> None:
    """Give up sendings that died, and end what is past its time. S0.8"""
    now = clock.now()
    requests = SigningRequest.objects
    dead = requests.filter(state=State.SENDING, sent_at__lt=now - _A_SENDING_TAKES)
    if count := dead.update(state=State.UNKNOWN, next_poll_at=now):
        _log.warning("the answers to %s sendings are lost", count)
    past = requests.filter(state__in=(State.CREATED, *SigningRequest.WAITING), expires_at__lte=now)
    past.update(state=State.EXPIRED)
