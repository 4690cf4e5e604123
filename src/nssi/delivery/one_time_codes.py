"""Access code and one-time code: the second way to a document, for people without a PIK (S2.6, S3.6).

Who has the link, the access code of the application and the mailbox whose address it gave is the addressee.
"""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from django.conf import settings

from nssi.access.throttle import Limit
from nssi.delivery.models import Delivery, OneTimeCode
from nssi.foundation import clock
from nssi.foundation.keys import newest, newest_first

DIGITS = 6
LIVES = timedelta(minutes=10)
TRIES = 5

_PAUSE = timedelta(minutes=15)
WRONG_BY_DELIVERY = Limit("delivery.access_code", 5, timedelta(days=1), (_PAUSE, 2 * _PAUSE, 4 * _PAUSE))
"""Wrong access codes for one document."""

WRONG_BY_ADDRESS = Limit("delivery.access_code_by_address", 20, _PAUSE, (_PAUSE,))
"""Wrong access codes from one address."""

SENT = Limit("delivery.one_time_codes", 5, timedelta(hours=1), (_PAUSE,))
"""Codes that were sent for one document: its mailbox must not be flooded, and each code may be tried a few times."""


def new_code(delivery: Delivery) -> str:
    """Return a new code for this delivery; the one before it is worth nothing any more."""
    code = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    OneTimeCode.objects.update_or_create(
        delivery=delivery,
        defaults={
            "kept": _kept(delivery, code, newest(settings.SECRET_KEYS)[1]),
            "expires_at": clock.now() + LIVES,
            "tries_left": TRIES,
        },
    )
    return code


def use_code(delivery: Delivery, typed: str) -> bool:
    """Return whether `typed` is the code that was last sent for this delivery. It opens once, and after five tries never.

    The comparison takes the same time wherever they differ. Call it in a transaction.
    """
    last = OneTimeCode.objects.select_for_update().filter(delivery=delivery).first()
    if last is None or last.expires_at <= clock.now():
        return False
    code, kept = "".join(typed.split()), bytes(last.kept)
    known = [_kept(delivery, code, key) for key in newest_first(settings.SECRET_KEYS)]
    if True in [hmac.compare_digest(kept, each) for each in known]:
        last.delete()
        return True
    last.tries_left -= 1
    if last.tries_left:
        last.save(update_fields=["tries_left"])
    else:
        last.delete()
    return False


def expires_at(delivery: Delivery) -> datetime | None:
    """Return until when the code that was last sent can be typed; None where there is none."""
    last = OneTimeCode.objects.filter(delivery=delivery, expires_at__gt=clock.now()).first()
    return last.expires_at if last else None


def _kept(delivery: Delivery, code: str, key: str) -> bytes:
    return hmac.digest(key.encode(), f"delivery.one_time_code:{delivery.id}:{code}".encode(), hashlib.sha256)
