"""Signatures beside what they sign: the institution's seal in detached CMS, which OpenSSL verifies too."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from hashlib import sha256
from typing import Any

from asn1crypto.cms import ContentInfo
from pyhanko.sign.validation.generic_cms import async_validate_detached_cms
from pyhanko_certvalidator import ValidationContext

from nssi.signing.seal.sealing import ready_seal
from nssi.signing.seal.verification import MAY_SEAL, seal_anchors
from nssi.signing.verification import Fault


def sign(content: bytes) -> bytes:
    """Return the signature of `content` (DER). Raises SealNotReady."""
    return ready_seal().signature(sha256(content).digest())[1]


def fault_of(content: bytes, signature: bytes, signed_at: datetime) -> str:
    """Return what is wrong with a signature: nothing, or a `Fault`. Raises OSError, ValueError where no anchor is to be read."""
    trusted = ValidationContext(trust_roots=list(seal_anchors()), moment=signed_at, allow_fetching=False)
    try:
        signed: Any = ContentInfo.load(signature)["content"]
        validating = async_validate_detached_cms(
            content, signed, signer_validation_context=trusted, key_usage_settings=MAY_SEAL
        )
        with ThreadPoolExecutor(1) as thread:  # a loop may run in this one
            status = thread.submit(asyncio.run, validating).result()
    except Exception:  # noqa: BLE001 – what was damaged breaks parsers anywhere
        return Fault.NOT_READABLE
    if not status.intact or not status.valid:
        return Fault.BROKEN
    return "" if status.trusted else Fault.NOT_TRUSTED
