"""The Authorization header: HMAC-SHA-256 of the sent text, keyed by the raw SHA-256 of the vendor's API key."""

import hashlib
import hmac


def authorization(api_key: str, message: bytes) -> str:
    """64 lower-case hex digits for exactly these bytes of JSON."""
    return hmac.digest(hashlib.sha256(api_key.encode()).digest(), message, "sha256").hex()


def is_authorized(api_key: str, message: bytes, header: str) -> bool:
    return hmac.compare_digest(authorization(api_key, message).encode(), header.encode("utf-8", "replace"))
