"""Access codes: derived from the application's id with a kept key, so they can be mailed again and are stored nowhere."""

import hashlib
import hmac
from uuid import UUID

from django.conf import settings

from nssi.access.codes import ALPHABET, is_well_mixed, normalise_code
from nssi.foundation.keys import newest

LENGTH = 8


def current_key_id() -> str:
    """Return the id of the key for new applications; an application keeps the id beside its УРИ."""
    return newest(settings.ACCESS_CODE_KEYS)[0]


def access_code(application_id: UUID, key_id: str) -> str:
    """Return the access code of an application: eight characters of the PIK alphabet. Raises KeyError for no such key."""
    key = settings.ACCESS_CODE_KEYS[key_id].encode()
    for attempt in range(256):
        digest = hmac.digest(key, application_id.bytes + bytes([attempt]), hashlib.sha256)
        code = _in_alphabet(int.from_bytes(digest))
        if is_well_mixed(code):
            return code
    raise AssertionError("one in 10^340")


def matches(application_id: UUID, key_id: str, typed: str) -> bool:
    """Return whether `typed` (any case, spaces, hyphens, Cyrillic look-alikes) is the code of that application.

    The comparison takes the same time wherever they differ.
    """
    code = access_code(application_id, key_id)
    return hmac.compare_digest(code.encode(), normalise_code(typed).encode())


def _in_alphabet(number: int) -> str:
    code = ""
    for _ in range(LENGTH):
        number, position = divmod(number, len(ALPHABET))
        code += ALPHABET[position]
    return code
