"""When the provider is asked again: a ladder of waits, kept on the request so that a lost job is noticed.

Of several jobs for one request only the one that finds it due asks: a callback may ask at once, and the job that was
planned before it then finds that somebody else has seen to it.
"""

from datetime import timedelta

from procrastinate.types import TimeDeltaParams

from nssi.foundation import clock
from nssi.foundation.queue import queue
from nssi.signing.models import SigningRequest

REFRESH = "signing.refresh"

_LADDER = (3, 3, 5, 5, 10, 10)
_LAST_STEP = 30
_EARLY = timedelta(seconds=1)


def wait(attempts: int) -> int:
    """Return the seconds to wait after so many attempts: 3, 3, 5, 5, 10, 10, then 30 each time."""
    return _LADDER[attempts] if attempts < len(_LADDER) else _LAST_STEP


def plan(request: SigningRequest, seconds: float) -> None:
    """Plan the next reading of the locked `request` in so many seconds; the caller's transaction carries it."""
    request.next_poll_at = clock.now() + timedelta(seconds=seconds)
    request.save(update_fields=["next_poll_at", "attempts"])
    enqueue(request, seconds)


def enqueue(request: SigningRequest, seconds: float = 0) -> None:
    """Enqueue the job that reads the request's status in so many seconds."""
    later: TimeDeltaParams | None = {"seconds": round(seconds)} if seconds >= 1 else None
    queue.configure_task(REFRESH, schedule_in=later).defer(request_id=str(request.pk))


def is_due(request: SigningRequest) -> bool:
    """Return whether it is time to ask; jobs may wake a moment before the clock says so."""
    return request.next_poll_at is not None and request.next_poll_at <= clock.now() + _EARLY
