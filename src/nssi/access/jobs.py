"""The room's housekeeping: what is over is not kept."""

from uuid import UUID

import structlog
from django.conf import settings
from procrastinate import RetryStrategy

from nssi.access.actions.check_certificate import check_certificate
from nssi.access.qes.trusted_list import TrustedListWrong, refresh
from nssi.access.retention import KEEPINGS
from nssi.foundation.queue import queue
from nssi.foundation.retention import remove

log = structlog.get_logger(__name__)


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
    for keeping in KEEPINGS:
        remove(keeping)
