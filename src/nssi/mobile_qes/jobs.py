"""Jobs of this room: send what is signed, settle what was signed, forget what is over."""

from uuid import UUID

from procrastinate import RetryStrategy

from nssi.foundation import clock
from nssi.foundation.queue import queue
from nssi.mobile_qes.actions.send_login import send_login
from nssi.mobile_qes.actions.settle_login import settle_login
from nssi.mobile_qes.models import MobileLogin
from nssi.mobile_qes.validity import VALID_FOR
from nssi.signing.models import SigningRequest
from nssi.signing.port import BrokenPackage, ProviderUnavailable, TooEarly

_FETCHING = RetryStrategy(
    max_attempts=10, wait=2, retry_exceptions={BrokenPackage, ProviderUnavailable, TooEarly}
)


@queue.task(name="mobile_qes.send_login")
def send_begun_login(login_id: str) -> None:
    """Send the document of a login to the phone."""
    send_login(UUID(login_id))


@queue.task(name="mobile_qes.settle_login", retry=_FETCHING)
def settle_signed_login(request_id: str) -> None:
    """Accept or refuse a login whose document was signed, or ended without it."""
    settle_login(UUID(request_id))


def have_settled(request: SigningRequest) -> None:
    """Enqueue the settling of the login whose request has ended, in the caller's transaction."""
    settle_signed_login.defer(request_id=str(request.pk))


@queue.periodic(cron="* * * * *")
@queue.task(name="mobile_qes.forget_what_is_over", queueing_lock="mobile_qes.forget_what_is_over")
def forget_what_is_over(timestamp: int) -> None:
    """Each minute, forget logins that took too long, with their phones."""
    MobileLogin.objects.filter(began_at__lte=clock.now() - VALID_FOR).delete()
