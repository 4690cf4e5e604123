"""How PIKs and officials' passwords are kept: argon2id with 19 MiB, two passes, one lane."""

import hashlib
import hmac
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher

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
    """Return what is kept of `pik` (normalised): without the pepper, which no database holds, it cannot be guessed at."""
    return _ARGON2.hash(_peppered(pik))


def pik_matches(pik: str, pik_hash: str) -> bool:
    """Return whether `pik` (normalised) is the one that `pik_hash` was made of."""
    try:
        return _ARGON2.verify(pik_hash, _peppered(pik))
    except VerifyMismatchError:
        return False


@cache
def nobodys_pik_hash() -> str:
    """Return a hash that no PIK matches: trying it takes as long as trying a real one."""
    return _ARGON2.hash(b"nobody")


def _peppered(pik: str) -> bytes:
    return hmac.digest(settings.PIK_PEPPER.encode(), pik.encode(), hashlib.sha256)
