"""The room's housekeeping: what is over is not kept."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Q
from procrastinate import RetryStrategy

from nssi.access.actions.begin_qes_login import VALID_FOR
from nssi.access.actions.check_certificate import check_certificate
from nssi.access.models import QesLogin, ThrottleCounter
from nssi.access.session_store import SessionStore
from nssi.foundation import clock
from nssi.foundation.queue import queue

_LONGEST_WINDOW = timedelta(days=2)


@queue.task(name="access.check_certificate", retry=RetryStrategy(max_attempts=3, wait=5))
def check_shown_certificate(login_id: str) -> None:
    """Ask the issuer of a certificate that was shown for a login."""
    check_certificate(UUID(login_id))


@queue.periodic(cron="17 * * * *")
@queue.task(name="access.forget_what_is_over", queueing_lock="access.forget_what_is_over")
def forget_what_is_over(timestamp: int) -> None:
    """Remove sessions that have expired, logins that are over, and throttle counters that hold nobody back any more."""
    SessionStore.clear_expired()
    now = clock.now()
    QesLogin.objects.filter(began_at__lte=now - VALID_FOR).delete()
    ThrottleCounter.objects.filter(
        Q(refused_until=None) | Q(refused_until__lte=now), counted_since__lte=now - _LONGEST_WINDOW
    ).delete()
