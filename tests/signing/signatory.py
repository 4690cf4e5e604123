"""People whose certificates a test makes itself, and PDFs signed by them in right and in wrong ways."""

import hashlib
import io
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from nssi.foundation import clock
from tests.signing.documents import a_document

EGN = "PNOBG-8502124512"


@dataclass(frozen=True)
class Authority:
    """A certificate authority of the test."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def anchors(self) -> tuple[asn1_x509.Certificate, ...]:
        return (_asn1(self.certificate),)


@cache
def new_authority() -> Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test CA")])
    return Authority(key, _builder(key, name, name, is_authority=True).sign(key, SHA256()))


def signed_by(
    authority: Authority,
    number: str = EGN,
    *,
    content: bytes | None = None,
    may_sign: bool = True,
    crl: str = "",
    subfilter: fields.SigSeedSubFilter = fields.SigSeedSubFilter.PADES,
    field: str = "Signature",
) -> bytes:
    """Return `content` (a page) signed by somebody whose certificate has `number` as its subject's serialNumber.

    `crl` is where the certificate says that the list of revoked ones can be had.
    """
    writer = IncrementalPdfFileWriter(io.BytesIO(a_document() if content is None else content))
    metadata = signers.PdfSignatureMetadata(field_name=field, subfilter=subfilter, md_algorithm="sha256")
    return bytes(
        signers.sign_pdf(writer, metadata, signer=_signer(authority, number, may_sign, crl)).getvalue()
    )


def signed_twice(authority: Authority) -> bytes:
    """Return a page with two signatures, one after the other."""
    return signed_by(authority, content=signed_by(authority), field="Second")


@cache
def _signer(authority: Authority, number: str, may_sign: bool, crl: str) -> signers.SimpleSigner:
    key = ec.generate_private_key(ec.SECP256R1())
    issuer = authority.certificate.subject
    builder = _builder(key, _name(number), issuer, may_sign=may_sign)
    if crl:
        point = x509.DistributionPoint([x509.UniformResourceIdentifier(crl)], None, None, None)
        builder = builder.add_extension(x509.CRLDistributionPoints([point]), critical=False)
    der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return signers.SimpleSigner(
        signing_cert=_asn1(builder.sign(authority.key, SHA256())),
        signing_key=keys.PrivateKeyInfo.load(der),
        cert_registry=SimpleCertificateStore.from_certs([_asn1(authority.certificate)]),
    )


def _builder(
    key: ec.EllipticCurvePrivateKey,
    subject: x509.Name,
    issuer: x509.Name,
    *,
    is_authority: bool = False,
    may_sign: bool = True,
) -> x509.CertificateBuilder:
    """A certificate valid from yesterday till tomorrow, ready to be signed by its issuer."""
    usage = x509.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=may_sign and not is_authority,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(_serial(subject))
        .not_valid_before(clock.now() - timedelta(days=1))
        .not_valid_after(clock.now() + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
    )


def _name(number: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, "Maria Ivanova"),
            x509.NameAttribute(NameOID.SERIAL_NUMBER, number),
        ]
    )


def _serial(subject: x509.Name) -> int:
    return int.from_bytes(hashlib.sha256(subject.public_bytes()).digest()[:15]) + 1


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))
