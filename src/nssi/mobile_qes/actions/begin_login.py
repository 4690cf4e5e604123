"""Begin a login with the phone: the browser gets a secret and a code, a job sends the document (L-03)."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from nssi.access import throttle
from nssi.access.actions.begin_qes_login import hash_of
from nssi.foundation import clock
from nssi.mobile_qes import jobs
from nssi.mobile_qes.models import MobileLogin

_PAUSE = timedelta(minutes=15)
OF_A_PHONE = throttle.Limit("mobile_qes.of_phone", tries=4, window=_PAUSE, pauses=(_PAUSE,))
FROM_AN_ADDRESS = throttle.Limit("mobile_qes.from_address", tries=20, window=_PAUSE, pauses=(_PAUSE,))
"""Nobody is worn down by documents that they did not ask for."""


class TooManyLogins(Exception):  # noqa: N818 – an answer, no error of ours
    """Logins were begun too often with this phone or from this address; `until` says when one may be again."""

    def __init__(self, until: datetime) -> None:
        super().__init__("too many logins")
        self.until = until


@transaction.atomic
def begin_login(phone: str, next_page: str, address: str) -> tuple[MobileLogin, str]:
    """Return the login that was begun with `phone` (normalised), and the secret for the session of the browser.

    `address`: the network address of the browser. Raises TooManyLogins.
    """
    if until := throttle.count(OF_A_PHONE, phone) or throttle.count(FROM_AN_ADDRESS, address):
        raise TooManyLogins(until)
    secret = secrets.token_urlsafe(32)
    login = MobileLogin.objects.create(
        browser_hash=hash_of(secret),
        next_page=next_page[:500],
        phone=phone,
        code=f"{secrets.randbelow(10_000):04}",
        began_at=clock.now(),
    )
    jobs.send_begun_login.defer(login_id=str(login.pk))
    return login, secret
