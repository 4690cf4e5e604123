"""The demonstration's own seal and time-stamps: an authority that nobody trusts, made at the first start."""

import tempfile
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.conf import settings

from nssi.foundation import clock

_LASTS = timedelta(days=20 * 365)  # each way: the clock of a demonstration is moved by years
_SEAL, _STAMPS, _ANCHOR = "seal.pem", "time-stamps.pem", "anchor.pem"


def own_seal_file() -> Path:
    """Return the file with the demonstration's seal: its key, its certificate, and that of the authority."""
    return _folder() / _SEAL


def own_stamps_file() -> Path:
    """Return the file with the key and the certificates of the demonstration's time-stamps."""
    return _folder() / _STAMPS


def own_anchor_file() -> Path:
    """Return the file with the certificate of the authority."""
    return _folder() / _ANCHOR


def _folder() -> Path:
    """The folder, whole or not at all, whichever of the processes that start makes it."""
    folder = Path(settings.VAR) / "seal"
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, ignore_cleanup_errors=True) as draft:
            _make(Path(draft))
            with suppress(OSError):  # another process was first
                Path(draft).rename(folder)
    return folder


def _make(folder: Path) -> None:
    """Make authority, seal and time-stamps; the authority's key is forgotten, so it never issues anything else."""
    authority_key = _new_key()
    authority = _certify("Демонстрация, без сила", authority_key, None, authority_key, [
        (x509.BasicConstraints(ca=True, path_length=0), True),
        (_usage(issues=True), True),
    ])  # fmt: skip
    (folder / _ANCHOR).write_bytes(authority.public_bytes(Encoding.PEM))
    for name, title, extensions in (
        (_SEAL, "Печат на НОИ – демонстрация", []),
        (
            _STAMPS,
            "Време – демонстрация",
            [(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True)],
        ),
    ):
        key = _new_key()
        certificate = _certify(
            title, key, authority, authority_key, [(_usage(issues=False), True), *extensions]
        )
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        file = folder / name
        file.touch(mode=0o600)
        file.write_bytes(
            private + certificate.public_bytes(Encoding.PEM) + authority.public_bytes(Encoding.PEM)
        )


def _new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _certify(
    title: str,
    key: rsa.RSAPrivateKey,
    issuer: x509.Certificate | None,
    issuing_key: rsa.RSAPrivateKey,
    extensions: list[tuple[x509.ExtensionType, bool]],
) -> x509.Certificate:
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "BG"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, settings.INSTITUTION_NAME),
            x509.NameAttribute(NameOID.COMMON_NAME, title),
        ]
    )
    now = clock.elsewhere(clock.now())
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _LASTS)
        .not_valid_after(now + _LASTS)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuing_key.public_key()), critical=False
        )
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    return builder.sign(issuing_key, SHA256())


def _usage(*, issues: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not issues,
        content_commitment=not issues,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=issues,
        crl_sign=issues,
        encipher_only=False,
        decipher_only=False,
    )
