"""The test certificate authority: a root that says what it is, an issuing one, and the people's certificates."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID

ROOT_NAME = "Evrotrust simulator test CA"
ISSUER_NAME = "Evrotrust simulator test issuing CA"


@dataclass(frozen=True)
class Holder:
    """A certificate with its private key."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey

    def to_pem(self) -> str:
        key = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return (self.certificate.public_bytes(Encoding.PEM) + key).decode()

    @classmethod
    def from_pem(cls, pem: str) -> Holder:
        certificate = x509.load_pem_x509_certificate(pem.encode())
        # We wrote this key ourselves, so the slow check of its primes is not repeated at every start.
        key = load_pem_private_key(pem.encode(), password=None, unsafe_skip_rsa_key_validation=True)
        assert isinstance(key, rsa.RSAPrivateKey)  # noqa: S101
        return cls(certificate, key)


@dataclass(frozen=True)
class Signatory:
    """Who a certificate is issued to. `number` carries its prefix: `PNOBG-…` or `PI:BG-…`."""

    number: str
    given_name: str
    surname: str
    common_name: str


@dataclass(frozen=True)
class Authority:
    root: Holder
    issuer: Holder

    def certify(
        self, signatory: Signatory, *, starts: datetime | None = None, lasts: timedelta = timedelta(days=730)
    ) -> Holder:
        """A new RSA-2048 key with a certificate for signing, of the two years the app's users get."""
        subject = x509.Name(
            [
                x509.NameAttribute(NameOID.COUNTRY_NAME, "BG"),
                x509.NameAttribute(NameOID.COMMON_NAME, signatory.common_name),
                x509.NameAttribute(NameOID.GIVEN_NAME, signatory.given_name),
                x509.NameAttribute(NameOID.SURNAME, signatory.surname),
                x509.NameAttribute(NameOID.SERIAL_NUMBER, signatory.number),
            ]
        )
        return _issue(subject, self.issuer, starts or _yesterday(), lasts, path_length=None)

    @property
    def chain(self) -> list[x509.Certificate]:
        """What goes into a signature beside the person's certificate; the root is for the reader to have."""
        return [self.issuer.certificate]


def new_authority() -> Authority:
    """A root and an issuing authority valid for ten years."""
    ten_years = timedelta(days=3650)
    root = _issue(_authority_name(ROOT_NAME), None, _yesterday(), ten_years, path_length=1)
    issuer = _issue(_authority_name(ISSUER_NAME), root, _yesterday(), ten_years, path_length=0)
    return Authority(root, issuer)


def kept_authority(folder: Path) -> Authority:
    """The authority kept in `folder`, made there at the first start together with `anchor.pem`."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    root, issuer = folder / "root.pem", folder / "issuer.pem"
    if not issuer.exists():
        made = new_authority()
        (folder / "anchor.pem").write_bytes(made.root.certificate.public_bytes(Encoding.PEM))
        write_private(root, made.root.to_pem())
        write_private(issuer, made.issuer.to_pem())
    return Authority(Holder.from_pem(root.read_text()), Holder.from_pem(issuer.read_text()))


def write_private(path: Path, text: str) -> None:
    """Writes a file that its owner alone can read, whole or not at all."""
    draft = path.with_suffix(".new")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    draft.rename(path)


def _issue(
    subject: x509.Name, issuer: Holder | None, starts: datetime, lasts: timedelta, *, path_length: int | None
) -> Holder:
    """A certificate by `issuer`, or by itself; with a `path_length` it may issue others."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    is_authority = path_length is not None
    issuing_key = issuer.key if issuer else key
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(starts)
        .not_valid_after(starts + lasts)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=path_length), critical=True)
        .add_extension(_usage(is_authority), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuing_key.public_key()), critical=False
        )
        .sign(issuing_key, SHA256())
    )
    return Holder(certificate, key)


def _usage(is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=not is_authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )


def _authority_name(name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "BG"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Simulator, no legal force"),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )


def _yesterday() -> datetime:
    return datetime.now(UTC) - timedelta(days=1)
