"""Where an act comes from: a code of the address, the same for the same address, and known for the length of a request.

The address of a person is not kept for years. The code tells whether two acts came from one place, and whoever has the key can
ask whether they came from a certain one (`nssi audit origin ADDRESS`).
"""

import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import sha256

from django.conf import settings

from nssi.foundation.keys import newest, newest_first

_DIGITS = 12
_origin: ContextVar[str] = ContextVar("audit.origin", default="")


def origin_of(address: str) -> str:
    """Return the code of an address: 12 hexadecimal digits of an HMAC."""
    return _code(newest(settings.AUDIT_KEYS)[1], address)


def origins_of(address: str) -> list[str]:
    """Return the codes that the address has and had, the newest first: one for each key."""
    return [_code(key, address) for key in newest_first(settings.AUDIT_KEYS)]


def _code(key: str, address: str) -> str:
    return hmac.new(key.encode(), address.encode(), sha256).hexdigest()[:_DIGITS]


@contextmanager
def coming_from(address: str) -> Iterator[None]:
    """Let every entry that is recorded while the block runs tell this origin."""
    token = _origin.set(origin_of(address))
    try:
        yield
    finally:
        _origin.reset(token)


def present_origin() -> str:
    """Return the origin of what is being done now; empty for jobs and commands."""
    return _origin.get()
