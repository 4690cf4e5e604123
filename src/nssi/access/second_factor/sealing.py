"""Secrets that must be read again: kept sealed, under a key that no database holds."""

import base64
import hashlib

from cryptography.fernet import Fernet
from django.conf import settings


def seal(secret: str) -> str:
    """Return what may be kept of `secret`."""
    return _box().encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str:
    """Return the secret. Raises `cryptography.fernet.InvalidToken` where another key sealed it."""
    return _box().decrypt(sealed.encode()).decode()


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(settings.SECOND_FACTOR_KEY.encode()).digest()))
