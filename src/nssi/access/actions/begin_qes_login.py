"""Begin a login with a QES: the browser gets a secret, and goes to the host that asks for certificates (L-03)."""

import hashlib
import secrets
from datetime import timedelta

from nssi.access.models import QesLogin
from nssi.foundation import clock

VALID_FOR = timedelta(minutes=10)
"""How long a login may take from its beginning; then it is begun anew."""


def begin_qes_login(next_page: str, *, for_insurer: bool = False) -> tuple[QesLogin, str]:
    """Return the login that was begun, of a person or of an insurer, and the secret for the session of the browser."""
    secret = secrets.token_urlsafe(32)
    login = QesLogin.objects.create(
        browser_hash=hash_of(secret),
        for_insurer=for_insurer,
        next_page=next_page[:500],
        began_at=clock.now(),
    )
    return login, secret


def hash_of(secret: str) -> bytes:
    """Return what is kept of a secret of a login."""
    return hashlib.sha256(secret.encode()).digest()


def is_over(login: QesLogin) -> bool:
    """Return whether the login took too long."""
    return clock.now() - login.began_at >= VALID_FOR
