"""Our key pairs, for whose public halves the provider encrypts results."""

import base64
import hashlib
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

_END = "-----END PRIVATE KEY-----"


@dataclass(frozen=True)
class KeyPair:
    """An RSA key pair and its id: the first 32 hex digits of the SHA-256 of its public half."""

    id: str
    private_key: RSAPrivateKey

    @property
    def public_key(self) -> str:
        """The public half as the provider takes it: its whole PEM text, once more in base64."""
        pem = self.private_key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        return base64.b64encode(pem).decode()


def load_keys(file: Path) -> tuple[KeyPair, ...]:
    """Return the key pairs in `file` (PKCS#8 in PEM, one after another).

    The first is given to the provider with new requests; the others still open what was asked for before a rotation.
    Raises OSError, ValueError.
    """
    blocks = blocks_of(file)
    if not blocks:
        raise ValueError(f"{file.name} holds no private key")
    return tuple(_pair(block.encode()) for block in blocks)


def blocks_of(file: Path) -> list[str]:
    """Return the PEM text of each key in `file`. Raises OSError."""
    return [block.strip() + _END for block in file.read_text().split(_END) if block.strip()]


def _pair(pem: bytes) -> KeyPair:
    private_key = load_pem_private_key(pem, password=None)
    if not isinstance(private_key, RSAPrivateKey):
        raise ValueError("the provider encrypts for RSA keys only")
    public = private_key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return KeyPair(hashlib.sha256(public).hexdigest()[:32], private_key)
