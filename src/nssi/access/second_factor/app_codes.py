"""Codes of an authenticator app (TOTP, RFC 6238): six digits, new every 30 seconds, each good for one login."""

import hmac
import io
from datetime import datetime

import pyotp
import segno
from django.conf import settings

from nssi.foundation import clock

_BESIDE = 1
"""How many steps a phone's clock may be ahead or behind."""


def new_secret() -> str:
    """Return a new secret for an app: 160 bits in base 32."""
    return pyotp.random_base32()


def step_of(secret: str, code: str, *, after: int) -> int | None:
    """Return the step of time that this is the code of, if it is near and later than `after`; else None.

    Phones know nothing of a moved clock: steps are counted by the clocks outside.
    """
    app = pyotp.TOTP(secret)
    now = int(clock.elsewhere(clock.now()).timestamp()) // app.interval
    found = None
    for step in range(
        now - _BESIDE, now + _BESIDE + 1
    ):  # all of them, whichever it is: they take the same time
        if hmac.compare_digest(app.generate_otp(step).encode(), code.encode()) and step > after:
            found = step
    return found


def code_at(secret: str, moment: datetime) -> str:
    """Return the code that an app shows at this moment."""
    return pyotp.TOTP(secret).at(moment)


def address_of(secret: str, username: str) -> str:
    """Return the `otpauth:` address that an app takes from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=settings.INSTITUTION_NAME)


def qr_of(address: str) -> str:
    """Return the QR code of an address, as SVG to stand in a page."""
    svg = io.BytesIO()
    segno.make_qr(address, error="m").save(
        svg, kind="svg", border=4, omitsize=True, xmldecl=False, svgns=False
    )
    return svg.getvalue().decode()


def in_groups(secret: str) -> str:
    """Return the secret as people type it, in fours."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
