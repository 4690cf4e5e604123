"""Verification of the institution's own seal on what was issued."""

from datetime import datetime
from pathlib import Path

from asn1crypto.x509 import Certificate
from django.conf import settings
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from nssi.signing.anchors import load_anchors
from nssi.signing.seal.own import own_anchor_file
from nssi.signing.verification import Fault, NotVerified, only_signature

MAY_SEAL = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False)
"""What the certificate of the seal must allow."""


def seal_anchors() -> tuple[Certificate, ...]:
    """Return the certificates from which seals and time-stamps must descend. Raises OSError, ValueError."""
    files = [Path(file) for file in settings.SEAL_TRUST_ANCHORS]
    if settings.SEAL_MAY_BE_OWN:
        files.append(own_anchor_file())
    return tuple(anchor for file in files for anchor in load_anchors(file))


def verify_seal(
    content: bytes, anchors: tuple[Certificate, ...], *, sealed_at: datetime, stamped: bool
) -> None:
    """Raise NotVerified unless `content` bears one seal over all of it, by a certificate that was valid at `sealed_at`.

    `stamped`: it must have its time-stamp too. Nobody is asked over the network whether a certificate was revoked.
    """
    trusted = ValidationContext(trust_roots=list(anchors), moment=sealed_at, allow_fetching=False)
    try:
        status = validate_pdf_signature(
            only_signature(content),
            signer_validation_context=trusted,
            ts_validation_context=trusted,
            key_usage_settings=MAY_SEAL,
            skip_diff=True,  # there is nothing after the signed bytes to compare with
        )
    except NotVerified:
        raise
    except Exception:  # noqa: BLE001 – what was damaged breaks parsers anywhere
        raise NotVerified(Fault.NOT_READABLE) from None
    if not status.intact or not status.valid:
        raise NotVerified(Fault.BROKEN)
    if not status.trusted:
        raise NotVerified(Fault.NOT_TRUSTED)
    stamp = status.timestamp_validity
    if stamped and not (stamp and stamp.valid and stamp.intact and stamp.trusted):
        raise NotVerified(Fault.SIGNING_TIME)
