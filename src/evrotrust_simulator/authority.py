"""The test certificate authority: a root that says what it is, an issuing one, the people's certificates, what was revoked."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
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

ROOTS_LIST, ISSUERS_LIST = "/crl/root.crl", "/crl/issuer.crl"
"""Where the lists of revoked certificates are found under the address of the simulator."""

_QC_STATEMENTS = x509.ObjectIdentifier("1.3.6.1.5.5.7.1.3")
_QC_COMPLIANCE = bytes.fromhex("300a3008060604008e460101")  # one statement: id-etsi-qcs-QcCompliance


_TEN_YEARS = timedelta(days=3650)


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
    """`address`: where the lists of revoked certificates are, as certificates name it; `revoked` is what stands in them."""

    root: Holder
    issuer: Holder
    address: str = ""
    revoked: list[int] = field(default_factory=list)

    def certify(
        self,
        signatory: Signatory,
        *,
        starts: datetime | None = None,
        lasts: timedelta = timedelta(days=730),
        is_qualified: bool = True,
        address: str = "",
    ) -> Holder:
        """A new RSA-2048 key with a qualified certificate for signing, of the two years the app's users get."""
        subject = x509.Name(
            [
                x509.NameAttribute(NameOID.COUNTRY_NAME, "BG"),
                x509.NameAttribute(NameOID.COMMON_NAME, signatory.common_name),
                x509.NameAttribute(NameOID.GIVEN_NAME, signatory.given_name),
                x509.NameAttribute(NameOID.SURNAME, signatory.surname),
                x509.NameAttribute(NameOID.SERIAL_NUMBER, signatory.number),
            ]
        )
        return _issue(
            subject,
            self.issuer,
            starts or _yesterday(),
            lasts,
            path_length=None,
            revocations=f"{address or self.address}{ISSUERS_LIST}",
            is_qualified=is_qualified,
        )

    def revoke(self, certificate: x509.Certificate) -> None:
        """From now on the list of the issuing authority names it."""
        self.revoked.append(certificate.serial_number)

    def revocation_list(self, path: str) -> bytes:
        """The list (DER) at `path`, one of the two, valid for a day from now."""
        if path == ROOTS_LIST:
            return _revocation_list(self.root, [])
        return _revocation_list(self.issuer, self.revoked)

    def is_current(self, holder: Holder) -> bool:
        """Whether a person's certificate names the list where it is now; one of an earlier port, or version, does not."""
        return _names(holder.certificate, f"{self.address}{ISSUERS_LIST}")

    @property
    def chain(self) -> list[x509.Certificate]:
        """What goes into a signature beside the person's certificate; the root is for the reader to have."""
        return [self.issuer.certificate]


def new_authority(address: str = "") -> Authority:
    """A root and an issuing authority valid for ten years; `address`: the simulator's, without a slash at its end."""
    root = _issue(_authority_name(ROOT_NAME), None, _yesterday(), _TEN_YEARS, path_length=1)
    return Authority(root, _issuing_authority(root, address), address)


def kept_authority(folder: Path, address: str) -> Authority:
    """The authority kept in `folder`, made there at the first start together with `anchor.pem`.

    The root stays for ever. An issuing authority that names the root's list elsewhere than at `address` is made anew.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    root_file, issuer_file = folder / "root.pem", folder / "issuer.pem"
    if not issuer_file.exists():
        made = new_authority(address)
        (folder / "anchor.pem").write_bytes(made.root.certificate.public_bytes(Encoding.PEM))
        write_private(root_file, made.root.to_pem())
        write_private(issuer_file, made.issuer.to_pem())
    root, issuer = (Holder.from_pem(file.read_text()) for file in (root_file, issuer_file))
    if not _names(issuer.certificate, f"{address}{ROOTS_LIST}"):
        issuer = _issuing_authority(root, address)
        write_private(issuer_file, issuer.to_pem())
    return Authority(root, issuer, address)


def write_private(path: Path, text: str) -> None:
    """Writes a file that its owner alone can read, whole or not at all."""
    draft = path.with_suffix(".new")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    draft.rename(path)


def _issuing_authority(root: Holder, address: str) -> Holder:
    return _issue(
        _authority_name(ISSUER_NAME),
        root,
        _yesterday(),
        _TEN_YEARS,
        path_length=0,
        revocations=f"{address}{ROOTS_LIST}",
    )


def _issue(
    subject: x509.Name,
    issuer: Holder | None,
    starts: datetime,
    lasts: timedelta,
    *,
    path_length: int | None,
    revocations: str = "",
    is_qualified: bool = False,
) -> Holder:
    """A certificate by `issuer`, or by itself; with a `path_length` it may issue others.

    `revocations`: the address of the list that says whether it was revoked; the root has none.
    """
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    is_authority = path_length is not None
    issuing_key = issuer.key if issuer else key
    builder = (
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
    )
    if revocations:
        place = [x509.UniformResourceIdentifier(revocations)]
        points = x509.CRLDistributionPoints([x509.DistributionPoint(place, None, None, None)])
        builder = builder.add_extension(points, critical=False)
    if is_qualified:
        statements = x509.UnrecognizedExtension(_QC_STATEMENTS, _QC_COMPLIANCE)
        builder = builder.add_extension(statements, critical=False)
    return Holder(builder.sign(issuing_key, SHA256()), key)


def _names(certificate: x509.Certificate, revocations: str) -> bool:
    """Whether the certificate says that its list of revoked ones is at this address."""
    try:
        points = certificate.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    except x509.ExtensionNotFound:
        return False
    return any(name.value == revocations for point in points for name in point.full_name or [])


def _revocation_list(by: Holder, serial_numbers: list[int]) -> bytes:
    now = datetime.now(UTC)
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(by.key.public_key())
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(by.certificate.subject)
        .last_update(now - timedelta(hours=1))
        .next_update(now + timedelta(days=1))
        .add_extension(identifier, critical=False)
        .add_extension(x509.CRLNumber(int(now.timestamp())), critical=False)
    )
    for serial_number in serial_numbers:
        revoked = x509.RevokedCertificateBuilder().serial_number(serial_number)
        builder = builder.add_revoked_certificate(revoked.revocation_date(now - timedelta(hours=2)).build())
    return builder.sign(by.key, SHA256()).public_bytes(Encoding.DER)


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
