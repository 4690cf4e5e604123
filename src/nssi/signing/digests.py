"""The seal as the trail's daily digests ask for it; pyHanko is loaded when one is signed or verified."""

from datetime import datetime

from nssi.audit.digests import NoSeal
from nssi.signing.seal.errors import SealNotReady


def sign(content: bytes) -> bytes:
    """Return the signature of a digest. Raises NoSeal."""
    from nssi.signing.seal import detached

    try:
        return detached.sign(content)
    except SealNotReady as reason:
        raise NoSeal(str(reason)) from reason


def fault_of(content: bytes, signature: bytes, signed_at: datetime) -> str:
    """Return what is wrong with the signature of a digest, or nothing."""
    from nssi.signing.seal import detached

    return detached.fault_of(content, signature, signed_at)
