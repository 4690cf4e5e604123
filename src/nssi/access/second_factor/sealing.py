"""Secrets that must be read again: kept sealed, under keys that no database holds."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from nssi.foundation.keys import newest, newest_first


def seal(secret: str) -> str:
    """Return what may be kept of `secret`."""
    return _box().encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str:
    """Return the secret. Raises `cryptography.fernet.InvalidToken` where none of our keys sealed it."""
    return _box().decrypt(sealed.encode()).decode()


def is_of_newest(sealed: str) -> bool:
    """Return whether the newest key sealed it."""
    try:
        _box_of(newest(settings.SECOND_FACTOR_KEYS)[1]).decrypt(sealed.encode())
    except InvalidToken:
        return False
    return True


def _box() -> MultiFernet:
    return MultiFernet([_box_of(key) for key in newest_first(settings.SECOND_FACTOR_KEYS)])


def _box_of(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest()))
