"""The Authorization header of Evrotrust's API."""

import hashlib
import hmac


def authorization(api_key: str, message: bytes) -> str:
    """Return the header's value for exactly the bytes of `message`: 64 hex digits, no scheme before them.

    HMAC-SHA-256 keyed with the raw SHA-256 of the API key. There is no time in it: the same message always has the
    same header, so it must not be logged.
    """
    return hmac.digest(hashlib.sha256(api_key.encode()).digest(), message, "sha256").hex()
