"""How PIKs and officials' passwords are kept: argon2id with 19 MiB, two passes, one lane."""

import hashlib
import hmac
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher

from nssi.foundation.keys import newest

MEMORY_KIB = 19 * 1024
PASSES = 2
LANES = 1

_ARGON2 = PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES)


class OfficialPasswordHasher(Argon2PasswordHasher):
    """Django's argon2id hasher at the cost that this house uses; its own default takes a quarter of a second."""

    time_cost = PASSES
    memory_cost = MEMORY_KIB
    parallelism = LANES


def hash_pik(pik: str) -> str:
    """Return what is kept of `pik` (normalised): without the pepper, which no database holds, it cannot be guessed at.

    The version of the pepper stands before the hash.
    """
    version, pepper = newest(settings.PIK_PEPPERS)
    return version + _ARGON2.hash(_peppered(pik, pepper))


def pik_matches(pik: str, pik_hash: str) -> bool:
    """Return whether `pik` (normalised) is the one that `pik_hash` was made of; never where its pepper was retired."""
    version, kept = _parts(pik_hash)
    try:
        return _ARGON2.verify(kept, _peppered(pik, settings.PIK_PEPPERS.get(version, "")))
    except VerifyMismatchError:
        return False


def is_outdated(pik_hash: str) -> bool:
    """Return whether a PIK would be hashed otherwise now: with another pepper, or at another cost."""
    version, kept = _parts(pik_hash)
    return version != newest(settings.PIK_PEPPERS)[0] or _ARGON2.check_needs_rehash(kept)


@cache
def nobodys_pik_hash() -> str:
    """Return a hash that no PIK matches: trying it takes as long as trying a real one."""
    return _ARGON2.hash(b"nobody")


def _parts(pik_hash: str) -> tuple[str, str]:
    """The version of the pepper, and the hash as argon2 knows it."""
    version, _dollar, kept = pik_hash.partition("$")
    return version or "1", f"${kept}"  # the first releases named no version


def _peppered(pik: str, pepper: str) -> bytes:
    return hmac.digest(pepper.encode(), pik.encode(), hashlib.sha256)
