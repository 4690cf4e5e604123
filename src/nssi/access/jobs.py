"""The room's housekeeping: what is over is not kept."""

from datetime import timedelta
from uuid import UUID

import structlog
from django.conf import settings
from django.db.models import Q
from procrastinate import RetryStrategy

from nssi.access.actions.begin_qes_login import VALID_FOR
from nssi.access.actions.check_certificate import check_certificate
from nssi.access.models import QesLogin, ThrottleCounter
from nssi.access.qes.trusted_list import TrustedListWrong, refresh
from nssi.access.session_store import SessionStore
from nssi.foundation import clock
from nssi.foundation.queue import queue

log = structlog.get_logger(__name__)

_LONGEST_WINDOW = timedelta(days=2)


@queue.task(name="access.check_certificate", retry=RetryStrategy(max_attempts=3, wait=5))
def check_shown_certificate(login_id: str) -> None:
    """Ask the issuer of a certificate that was shown for a login."""
    check_certificate(UUID(login_id))


@queue.periodic(cron="23 */6 * * *")
@queue.task(name="access.refresh_trusted_list", queueing_lock="access.refresh_trusted_list")
def refresh_trusted_list(timestamp: int) -> None:
    """Four times a day, fetch the trusted list; where that fails the one that is kept goes on, and `nssi doctor` tells."""
    if not settings.TRUSTED_LIST_URL:
        return
    try:
        refresh()
    except (TrustedListWrong, OSError) as reason:
        log.error("access.trusted_list_not_refreshed", reason=str(reason))


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
