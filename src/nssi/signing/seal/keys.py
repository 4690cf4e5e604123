"""Where the seal's key comes from: a file (PEM or PKCS#12), a token that speaks PKCS#11, or the demonstration's own."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key, pkcs12
from cryptography.x509 import Certificate, load_pem_x509_certificates
from django.conf import settings

from nssi.foundation import clock
from nssi.signing.seal.errors import SealNotReady
from nssi.signing.seal.own import own_seal_file


@dataclass(frozen=True)
class Key:
    """An RSA key with its certificate and those above it. `sign` makes RSASSA-PKCS1-v1_5 signatures with SHA-256."""

    certificate: Certificate
    chain: tuple[Certificate, ...]
    sign: Callable[[bytes], bytes]

    @property
    def signature_size(self) -> int:
        """How many bytes a signature has."""
        return _rsa(self.certificate).key_size // 8

    def require_valid(self) -> None:
        """Raise SealNotReady before and after the days for which the certificate was issued."""
        now, first, last = (
            clock.now(),
            self.certificate.not_valid_before_utc,
            self.certificate.not_valid_after_utc,
        )
        if not first <= now <= last:
            raise SealNotReady(
                f"the seal's certificate is valid from {first:%d.%m.%Y} to {last:%d.%m.%Y} only"
            )


def load_seal_key() -> Key:
    """Load the key that the settings name. Raises SealNotReady: there is none, or it cannot be read."""
    passphrase = settings.SEAL_PASSPHRASE
    try:
        if settings.SEAL_PKCS11_MODULE:
            from nssi.signing.seal.token import token_signature  # only where there is a token

            module, token, label = (
                settings.SEAL_PKCS11_MODULE,
                settings.SEAL_PKCS11_TOKEN,
                settings.SEAL_PKCS11_KEY,
            )
            certificates = _certificates(settings.SEAL_CERTIFICATES)
            key = _key(certificates, token_signature(module, token, label, passphrase))
        elif settings.SEAL_KEY_FILE:
            key = key_in(Path(settings.SEAL_KEY_FILE), passphrase, settings.SEAL_CERTIFICATES)
        elif settings.SEAL_MAY_BE_OWN:
            key = key_in(own_seal_file(), "")
        else:
            raise SealNotReady("no seal is configured: NSSI_SEAL_KEY_FILE or NSSI_SEAL_PKCS11_MODULE")
    except OSError as error:
        raise SealNotReady(f"the seal's key cannot be read: {error.strerror}") from error
    except (ValueError, TypeError) as error:  # a wrong passphrase, or no passphrase for an encrypted key
        raise SealNotReady("the seal's key cannot be read: wrong form or wrong passphrase") from error
    return key


def key_in(file: Path, passphrase: str, certificate_files: list[Path] | None = None) -> Key:
    """Return the key in `file`: PKCS#12, or PEM with the certificates after it or in files of their own.

    Raises OSError, ValueError, TypeError (passphrase), SealNotReady.
    """
    content, password = file.read_bytes(), passphrase.encode() or None
    if content.lstrip().startswith(b"-----BEGIN"):
        private: object = load_pem_private_key(content, password)
        certificates = _certificates(certificate_files or [file])
    else:
        private, certificate, others = pkcs12.load_key_and_certificates(content, password)
        certificates = [each for each in (certificate, *others) if each]
    if not isinstance(private, RSAPrivateKey):
        raise SealNotReady("the seal's key is not an RSA key")
    key = _key(certificates, lambda data: private.sign(data, PKCS1v15(), SHA256()))
    if private.public_key() != key.certificate.public_key():
        raise SealNotReady("the first certificate is not that of the seal's key")
    return key


def _key(certificates: list[Certificate], sign: Callable[[bytes], bytes]) -> Key:
    if not certificates:
        raise SealNotReady("the seal has no certificate")
    _rsa(certificates[0])
    return Key(certificates[0], tuple(certificates[1:]), sign)


def _certificates(files: list[Path]) -> list[Certificate]:
    return [
        certificate for file in files for certificate in load_pem_x509_certificates(Path(file).read_bytes())
    ]


def _rsa(certificate: Certificate) -> RSAPublicKey:
    if not isinstance(key := certificate.public_key(), RSAPublicKey):
        raise SealNotReady("the seal's key is not an RSA key")
    return key
