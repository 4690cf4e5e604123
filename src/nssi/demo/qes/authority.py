"""The test issuer of qualified certificates: anybody can have one of it, so it is trusted in demonstrations and tests alone."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

ISSUER_NAME = "NSSI demonstration test CA for QES"
PASSPHRASE = b"demo"
"""Of the .p12 files, which browsers do not take without one."""

_QC_STATEMENTS = x509.ObjectIdentifier("1.3.6.1.5.5.7.1.3")
_QC_COMPLIANCE = bytes.fromhex("300a3008060604008e460101")  # one statement: id-etsi-qcs-QcCompliance
_ORGANISATION_IDENTIFIER = x509.ObjectIdentifier("2.5.4.97")


@dataclass(frozen=True)
class Subject:
    """Whom a certificate names. `number` has its prefix (`PNOBG-…`, `PI:BG-…`); `organisation` is `NTRBG-…`, or empty with its name."""

    number: str
    given_name: str
    surname: str
    organisation: str = ""
    organisation_name: str = ""


@dataclass(frozen=True)
class Issued:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    def to_pem(self) -> bytes:
        key = self.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return self.certificate.public_bytes(serialization.Encoding.PEM) + key

    def to_p12(self, name: str) -> bytes:
        """Return the file that a person imports into a browser."""
        encryption = serialization.BestAvailableEncryption(PASSPHRASE)
        return serialize_key_and_certificates(name.encode(), self.key, self.certificate, None, encryption)


@dataclass(frozen=True)
class TestAuthority:
    """The issuer; `crl_url` stands in each certificate as the place to ask whether it was revoked."""

    root: Issued
    crl_url: str

    __test__ = False

    def certify(
        self,
        subject: Subject,
        *,
        starts: datetime | None = None,
        lasts: timedelta = timedelta(days=365),
        qualified: bool = True,
    ) -> Issued:
        """Return a new certificate of a person, for logging in and signing."""
        parts = [
            (NameOID.COUNTRY_NAME, "BG"),
            (NameOID.COMMON_NAME, f"{subject.given_name} {subject.surname}".strip() or "Organisation"),
            (NameOID.ORGANIZATION_NAME, subject.organisation_name),
            (NameOID.GIVEN_NAME, subject.given_name),
            (NameOID.SURNAME, subject.surname),
            (NameOID.SERIAL_NUMBER, subject.number),
            (_ORGANISATION_IDENTIFIER, subject.organisation),
        ]
        name = x509.Name([x509.NameAttribute(oid, value) for oid, value in parts if value])
        key = ec.generate_private_key(ec.SECP256R1())
        builder = (
            self._builder(name, key, starts or _yesterday(), lasts)
            .add_extension(_key_usage(digital_signature=True, content_commitment=True), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), critical=False)
            .add_extension(self._revocation(), critical=False)
        )
        if qualified:
            builder = builder.add_extension(
                x509.UnrecognizedExtension(_QC_STATEMENTS, _QC_COMPLIANCE), critical=False
            )
        return Issued(builder.sign(self.root.key, SHA256()), key)

    def certify_server(self) -> Issued:
        """Return a certificate for a server on this machine."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
        names = x509.SubjectAlternativeName(
            [x509.DNSName("localhost"), x509.IPAddress(IPv4Address("127.0.0.1"))]
        )
        builder = self._builder(name, key, _yesterday(), timedelta(days=365)).add_extension(
            names, critical=False
        )
        return Issued(builder.sign(self.root.key, SHA256()), key)

    def revocation_list(self, *revoked: x509.Certificate) -> bytes:
        """Return the list (DER) of the certificates that were revoked, valid for a week."""
        now = datetime.now(UTC)
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.root.certificate.subject)
            .last_update(now - timedelta(hours=1))
            .next_update(now + timedelta(days=7))
            .add_extension(_key_identifier(self.root.certificate), critical=False)
            .add_extension(x509.CRLNumber(int(now.timestamp())), critical=False)
        )
        for certificate in revoked:
            builder = builder.add_revoked_certificate(
                x509.RevokedCertificateBuilder()
                .serial_number(certificate.serial_number)
                .revocation_date(now - timedelta(hours=2))
                .build()
            )
        return builder.sign(self.root.key, SHA256()).public_bytes(serialization.Encoding.DER)

    def _builder(
        self, name: x509.Name, key: ec.EllipticCurvePrivateKey, starts: datetime, lasts: timedelta
    ) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self.root.certificate.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(starts)
            .not_valid_after(starts + lasts)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_key_identifier(self.root.certificate), critical=False)
        )

    def _revocation(self) -> x509.CRLDistributionPoints:
        place = [x509.UniformResourceIdentifier(self.crl_url)]
        return x509.CRLDistributionPoints([x509.DistributionPoint(place, None, None, None)])


def kept_authority(folder: Path, crl_url: str) -> TestAuthority:
    """Return the issuer kept in `folder`, made there at the first start beside its public `anchor.pem`."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = folder / "issuer.pem"
    if not kept.exists():
        root = _new_root()
        (folder / "anchor.pem").write_bytes(root.certificate.public_bytes(serialization.Encoding.PEM))
        write_private(kept, root.to_pem())
    pem = kept.read_bytes()
    key = serialization.load_pem_private_key(pem, password=None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)  # noqa: S101 – we wrote it
    return TestAuthority(Issued(x509.load_pem_x509_certificate(pem), key), crl_url)


def write_private(path: Path, content: bytes) -> None:
    """Write a file that its owner alone can read, whole or not at all."""
    draft = path.with_suffix(".new")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    draft.rename(path)


def _new_root() -> Issued:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, ISSUER_NAME)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_yesterday())
        .not_valid_after(_yesterday() + timedelta(days=3650))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(key_cert_sign=True, crl_sign=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, SHA256())
    )
    return Issued(certificate, key)


def _key_identifier(issuer: x509.Certificate) -> x509.AuthorityKeyIdentifier:
    own = issuer.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(own)


def _key_usage(
    *,
    digital_signature: bool = False,
    content_commitment: bool = False,
    key_cert_sign: bool = False,
    crl_sign: bool = False,
) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=digital_signature,
        content_commitment=content_commitment,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=key_cert_sign,
        crl_sign=crl_sign,
        encipher_only=False,
        decipher_only=False,
    )


def _yesterday() -> datetime:
    return datetime.now(UTC) - timedelta(days=1)
