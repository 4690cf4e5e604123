"""Time-stamps (RFC 3161): from the server that the settings name, or the demonstration's own."""

import secrets
import time
from functools import cache
from hashlib import sha256

import urllib3
from asn1crypto import algos, cms, tsp
from django.conf import settings
from pyhanko.sign.general import SigningError
from pyhanko.sign.timestamps.common_utils import handle_tsp_response

from nssi.foundation import clock
from nssi.signing.seal.cms import Mould
from nssi.signing.seal.errors import StampNotGiven
from nssi.signing.seal.keys import key_in
from nssi.signing.seal.own import own_stamps_file

_PATIENCE = urllib3.Timeout(connect=5, read=15)
_LARGEST = 64 * 1024
_OWN_POLICY = "1.3.6.1.4.1.4146.2.2"  # has no meaning here: nobody trusts these stamps


_silent_until: dict[str, float] = {}
"""Servers that did not answer, and until when (of the monotonic clock) nobody asks them again: each try takes seconds."""

_SILENCE = 20  # seconds


def stamp_of(digest: bytes) -> cms.ContentInfo:
    """Return a time-stamp of something with the SHA-256 `digest`. Raises StampNotGiven."""
    if settings.TIMESTAMP_URL:
        return _asked_for(digest)
    if settings.SEAL_MAY_BE_OWN:
        return _own(digest)
    raise StampNotGiven("no time-stamp server is configured: NSSI_TIMESTAMP_URL")


def stamp_is_to_be_had() -> None:
    """Raise StampNotGiven where there is no time-stamp to be had: the server is asked for one."""
    stamp_of(bytes(32))


def _asked_for(digest: bytes) -> cms.ContentInfo:
    if time.monotonic() < _silent_until.get(settings.TIMESTAMP_URL, 0):
        raise StampNotGiven("the time-stamp server did not answer a moment ago")
    nonce = secrets.randbits(63)
    request = tsp.TimeStampReq(
        {"version": 1, "message_imprint": _imprint(digest), "nonce": nonce, "cert_req": True}
    )
    try:
        answer = _http().request(
            "POST",
            settings.TIMESTAMP_URL,
            body=request.dump(),
            headers={"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"},
            preload_content=False,
        )
        with answer:
            content = answer.read(_LARGEST)
        if answer.status != 200:
            raise StampNotGiven(f"the time-stamp server answers {answer.status}")
        stamp = handle_tsp_response(tsp.TimeStampResp.load(content), None)
        said = stamp["content"]["encap_content_info"]["content"].parsed.native
        if (said["message_imprint"], said["nonce"]) != (_imprint(digest).native, nonce):
            raise StampNotGiven("the time-stamp server stamped something else")
    except urllib3.exceptions.HTTPError as error:
        _silent_until[settings.TIMESTAMP_URL] = time.monotonic() + _SILENCE
        raise StampNotGiven(f"the time-stamp server does not answer: {type(error).__name__}") from error
    except (SigningError, ValueError, TypeError, KeyError) as error:
        raise StampNotGiven("what the time-stamp server answers is no stamp") from error
    return stamp


@cache
def _http() -> urllib3.PoolManager:
    return urllib3.PoolManager(timeout=_PATIENCE, retries=False)


def _own(digest: bytes) -> cms.ContentInfo:
    info = _info(digest)
    _bare, stamp = _own_mould().signature(sha256(info).digest(), info)
    return cms.ContentInfo.load(stamp)


@cache
def _own_mould() -> Mould:
    return Mould.of_stamps(key_in(own_stamps_file(), ""), _info(bytes(32)))


def _info(digest: bytes) -> bytes:
    """What a stamp says; always of the same length."""
    info = tsp.TSTInfo(
        {
            "version": "v1",
            "policy": _OWN_POLICY,
            "message_imprint": _imprint(digest),
            "serial_number": secrets.randbits(62) | 1 << 62,
            "gen_time": clock.now().replace(microsecond=0),
        }
    )
    return bytes(info.dump())


def _imprint(digest: bytes) -> tsp.MessageImprint:
    return tsp.MessageImprint(
        {"hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}), "hashed_message": digest}
    )
