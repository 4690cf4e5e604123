"""The room's housekeeping: what is over is not kept."""

from datetime import timedelta

from django.db.models import Q

from nssi.access.models import ThrottleCounter
from nssi.access.session_store import SessionStore
from nssi.foundation import clock
from nssi.foundation.queue import queue

_LONGEST_WINDOW = timedelta(days=2)


@queue.periodic(cron="17 * * * *")
@queue.task(name="access.forget_what_is_over", queueing_lock="access.forget_what_is_over")
def forget_what_is_over(timestamp: int) -> None:
    """Remove sessions that have expired and throttle counters that hold nobody back any more."""
    SessionStore.clear_expired()
    now = clock.now()
    ThrottleCounter.objects.filter(
        Q(refused_until=None) | Q(refused_until__lte=now), counted_since__lte=now - _LONGEST_WINDOW
    ).delete()
