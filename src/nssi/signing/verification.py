"""Verification of a signed PDF: what comes back is verified, not believed.

The signature must be PAdES, the only one, intact, and over every byte of the file; its certificate must lead to one of
our anchors, be valid when it signed, and name a person by ЕГН or ЛНЧ.
"""

import hashlib
import io
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.generic import ArrayObject
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from nssi.access.qes.holder import personal_number
from nssi.people.identifiers import PersonalNumber
from nssi.signing.inflation import is_bounded

SIZE_LIMIT = 16 * 1024 * 1024
_MOST_REVISIONS = 8
_CLOCKS_DIFFER_BY = timedelta(minutes=10)


class Fault(StrEnum):
    """What is wrong with a document that came back; the codes are kept and must not change."""

    TOO_LARGE = "too_large"
    NOT_READABLE = "not_readable"
    NOT_ONE_SIGNATURE = "not_one_signature"
    NOT_PADES = "not_pades"
    CHANGED_AFTER_SIGNING = "changed_after_signing"
    BROKEN = "broken"
    NOT_TRUSTED = "not_trusted"
    SIGNING_TIME = "signing_time"
    SIGNER_UNKNOWN = "signer_unknown"
    OTHER_DOCUMENT = "other_document"
    IDENTITY_NOT_READABLE = "identity_not_readable"
    OTHER_PERSON = "other_person"


class NotVerified(Exception):  # noqa: N818 – it names what happened
    """The document is wrong for good: downloading it again brings the same. `fault` says in what."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True)
class Expected:
    """What the caller knows of the document: when it was on the phone, and, if it was ours, its hash and size."""

    signed_from: datetime
    signed_until: datetime
    document_sha256: str = ""
    document_size: int = 0


@dataclass(frozen=True)
class Signature:
    """A signature that holds."""

    signer: PersonalNumber
    signed_at: datetime
    document_sha256: str
    certificate: Certificate = field(compare=False)
    others: tuple[Certificate, ...] = field(compare=False)
    """Certificates that came with it."""
    keywords: str = field(default="", repr=False)
    """The entry `/Keywords` of the document's properties, in which a statement carries who signs it; empty without one."""

    def report(self) -> dict[str, str]:
        """Return what may be kept for ever: hashes and times, nobody's number or name."""
        return {
            "signed_at": self.signed_at.isoformat(),
            "document_sha256": self.document_sha256,
            "certificate_sha256": self.certificate.sha256.hex(),
            "certificate_issuer": self.certificate.issuer.human_friendly,
        }


def verify_signature(
    content: bytes,
    anchors: tuple[Certificate, ...],
    expected: Expected,
) -> Signature:
    """Return the signature of `content` (a whole PDF). Raises NotVerified.

    Whether the certificate was revoked is not asked: the provider has just signed with one that it keeps itself, and of a
    certificate that a person brings `access.qes.check` asks the issuer.
    """
    if len(content) > SIZE_LIMIT:
        raise NotVerified(Fault.TOO_LARGE)
    if not is_bounded(content):
        raise NotVerified(Fault.NOT_READABLE)
    try:
        embedded = only_signature(content)
        signed_at = _signing_time(embedded, expected)
        status = _status(embedded, anchors, signed_at)
    except NotVerified:
        raise
    except Exception:  # noqa: BLE001 – a hostile file breaks parsers anywhere, and what they say may name people
        raise NotVerified(Fault.NOT_READABLE) from None
    if not status.intact or not status.valid:
        raise NotVerified(Fault.BROKEN)
    if not status.bottom_line:
        raise NotVerified(Fault.NOT_TRUSTED)
    _hold_against(content, expected)
    certificate = status.signing_cert
    return Signature(
        signer=_signer(certificate),
        signed_at=signed_at,
        document_sha256=hashlib.sha256(content).hexdigest(),
        certificate=certificate,
        others=tuple(embedded.other_embedded_certs),
        keywords=_keywords(embedded),
    )


def _keywords(embedded: EmbeddedPdfSignature) -> str:
    try:
        return str(embedded.reader.trailer["/Info"]["/Keywords"])
    except Exception:  # noqa: BLE001 – a hostile file breaks parsers anywhere, and only a statement needs the entry
        return ""


def only_signature(content: bytes) -> EmbeddedPdfSignature:
    """Return the one PAdES signature of a PDF that covers all of it. Raises NotVerified, and pyHanko's errors."""
    reader = PdfFileReader(io.BytesIO(content))
    if reader.encrypted or reader.xrefs.total_revisions > _MOST_REVISIONS:
        raise NotVerified(Fault.NOT_READABLE)
    if len(reader.embedded_signatures) != 1:
        raise NotVerified(Fault.NOT_ONE_SIGNATURE)
    embedded: EmbeddedPdfSignature = reader.embedded_signatures[0]
    if embedded.sig_object_type != "/Sig" or embedded.sig_object.get("/SubFilter") != "/ETSI.CAdES.detached":
        raise NotVerified(Fault.NOT_PADES)
    if not _covers(embedded.byte_range, content, embedded.pkcs7_content):
        raise NotVerified(Fault.CHANGED_AFTER_SIGNING)
    return embedded


def _covers(byte_range: ArrayObject, content: bytes, signature: bytes) -> bool:
    """Whether everything is signed but the signature itself, written in hex between two angle brackets."""
    if len(byte_range) != 4 or not all(isinstance(number, int) and number >= 0 for number in byte_range):
        return False
    first, before, after, rest = map(int, byte_range)
    gap = content[before:after]
    return (
        first == 0
        and after + rest == len(content)
        and gap[:1] == b"<"
        and gap[-1:] == b">"
        and gap[1:-1].lower() == signature.hex().encode()
    )


def _signing_time(embedded: EmbeddedPdfSignature, expected: Expected) -> datetime:
    """The time that the signer states, which must lie where it can: clocks differ, but not by much."""
    signed_at = embedded.self_reported_timestamp
    if signed_at is None or signed_at.tzinfo is None:
        raise NotVerified(Fault.SIGNING_TIME)
    if not expected.signed_from - _CLOCKS_DIFFER_BY <= signed_at <= expected.signed_until + _CLOCKS_DIFFER_BY:
        raise NotVerified(Fault.SIGNING_TIME)
    return signed_at.astimezone(UTC)


def _status(
    embedded: EmbeddedPdfSignature,
    anchors: tuple[Certificate, ...],
    signed_at: datetime,
) -> PdfSignatureStatus:
    context = ValidationContext(
        trust_roots=list(anchors),
        moment=signed_at,
        allow_fetching=False,
        revocation_mode="soft-fail",
    )
    return validate_pdf_signature(
        embedded,
        signer_validation_context=context,
        key_usage_settings=KeyUsageConstraints(key_usage={"non_repudiation"}),
        skip_diff=True,  # there is nothing after the signed bytes to compare with
    )


def _hold_against(content: bytes, expected: Expected) -> None:
    """A signature is an addition to the file: what we sent must still be its beginning, to the byte."""
    if expected.document_sha256:
        sent = content[: expected.document_size]
        if hashlib.sha256(sent).hexdigest() != expected.document_sha256:
            raise NotVerified(Fault.OTHER_DOCUMENT)


def _signer(certificate: Certificate) -> PersonalNumber:
    signer = personal_number(certificate)
    if signer is None:
        raise NotVerified(Fault.SIGNER_UNKNOWN)
    return signer
