"""Is a certificate a qualified one that holds now? Path, purpose, revocation; whoever does not answer is not trusted.

It waits on the network (OCSP, CRL): jobs call it, pages do not.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from asn1crypto.x509 import Certificate
from pyhanko.sign.ades.qualified_asn1 import get_qc_statements
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    ExpiredError,
    InsufficientRevinfoError,
    InvalidCertificateError,
    NotYetValidError,
    PathBuildingError,
    PathError,
    RevokedError,
    ValidationError,
)
from pyhanko_certvalidator.registry import CertificateRegistry

from nssi.access.qes import issuers
from nssi.access.qes.holder import organisation_number, personal_number
from nssi.people.identifiers import is_valid

LOGGING_IN, SIGNING = "digital_signature", "non_repudiation"
"""What a certificate is used for, by the key usage that it must have."""


class CertificateRefusal(StrEnum):
    """Why a certificate opens nothing. The codes are kept and must not change."""

    NONE = "none"
    NOT_READABLE = "not_readable"
    NOT_TRUSTED = "not_trusted"
    NOT_QUALIFIED = "not_qualified"
    EXPIRED = "expired"
    REVOKED = "revoked"
    ISSUER_SILENT = "issuer_silent"
    ORGANISATION = "organisation"
    NO_NUMBER = "no_number"
    NO_INSURER = "no_insurer"


def refusal_of(
    certificate: Certificate,
    anchors: tuple[Certificate, ...],
    moment: datetime,
    purpose: str = LOGGING_IN,
    others: Sequence[Certificate] = (),
) -> CertificateRefusal | None:
    """Return why `certificate` may not be used for `purpose` (LOGGING_IN, SIGNING) at `moment`, or None: it may.

    `others`: what came with it and may lie between it and an anchor. `anchors` are the issuers of qualified certificates that the installation trusts. Expired and revoked are told apart
    from untrusted only for a certificate whose path is whole: a stranger's certificate is told nothing.
    """
    if not anchors:
        return CertificateRefusal.NOT_TRUSTED
    context = ValidationContext(
        trust_roots=list(anchors),
        moment=moment,
        allow_fetching=True,
        revocation_mode="require",  # a certificate that names nobody to ask is not believed either
        fetchers=issuers.fetchers(),
        certificate_registry=CertificateRegistry(),  # it fetches none: `others` are all there is
    )
    try:
        validator = CertificateValidator(certificate, others, validation_context=context)
        asyncio.run(validator.async_validate_usage({purpose}))  # type: ignore[no-untyped-call]
    except (ExpiredError, NotYetValidError):
        return CertificateRefusal.EXPIRED
    except RevokedError:
        return CertificateRefusal.REVOKED
    except InsufficientRevinfoError:
        return CertificateRefusal.ISSUER_SILENT
    except (PathBuildingError, PathError, InvalidCertificateError, ValidationError):
        return CertificateRefusal.NOT_TRUSTED
    if not _is_qualified(certificate):
        return CertificateRefusal.NOT_QUALIFIED
    holder = personal_number(certificate)
    if holder and is_valid(holder.kind, holder.number):
        return None
    return (
        CertificateRefusal.ORGANISATION if organisation_number(certificate) else CertificateRefusal.NO_NUMBER
    )


def _is_qualified(certificate: Certificate) -> bool:
    """Whether its issuer states that it is a qualified one (QcCompliance): the anchors say whether that is believed."""
    return any(
        statement["statement_id"].native == "qc_compliance" for statement in get_qc_statements(certificate)
    )
