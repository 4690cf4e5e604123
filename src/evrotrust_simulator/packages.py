"""The encrypted ZIP in which a result is handed over: 256-bit Rijndael in pieces, or AES-256 in one."""

import base64
import io
import os
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC
from py3rijndael import RijndaelCbc, ZeroPadding

from evrotrust_simulator.config import Package

PIECE = 5472
"""Characters of base64 that are encrypted together, each piece from the same key and IV."""
_TRIMMED = b" \t\n\r\0\x0b\x0c"


@dataclass(frozen=True)
class Sealing:
    """How one result is packed: the cipher, and the caller's RSA key for the content key."""

    package: Package
    public_key: RSAPublicKey


def pack(transaction_id: str, file_name: str, inner_zip: bytes, sealing: Sealing) -> bytes:
    """The outer ZIP of four entries, all prefixed by the transaction: ciphertext, key, IV, original name."""
    key = os.urandom(32)
    text = base64.b64encode(inner_zip)
    if sealing.package is Package.RIJNDAEL:
        iv = os.urandom(32)
        ciphertext = encrypt_rijndael(text, key, iv)
    else:
        iv = _iv_that_may_be_trimmed()
        ciphertext = encrypt_aes(text, key, iv)
    encrypted_key = base64.b64encode(sealing.public_key.encrypt(key, PKCS1v15()))
    prefix = f"{transaction_id}_OUT.enc"
    return zipped(
        [
            (prefix, [ciphertext]),
            (f"{prefix}.key", [encrypted_key]),
            (f"{prefix}.iv", [iv]),
            (f"{prefix}.filename", [file_name.encode()]),
        ]
    )


def encrypt_rijndael(text: bytes, key: bytes, iv: bytes) -> bytes:
    """Rijndael with 256-bit blocks in CBC, padded with zeros only where a piece needs it; base64 by piece."""
    cipher = RijndaelCbc(key, iv, ZeroPadding(32), block_size=32)
    pieces = (text[start : start + PIECE] for start in range(0, len(text), PIECE))
    return b"".join(base64.b64encode(cipher.encrypt(piece)) for piece in pieces)


def encrypt_aes(text: bytes, key: bytes, iv: bytes) -> bytes:
    """AES-256 in CBC with PKCS #7 padding, the whole ciphertext as one base64."""
    padder = padding.PKCS7(128).padder()
    encryptor = Cipher(AES256(key), CBC(iv)).encryptor()
    padded = padder.update(text) + padder.finalize()
    return base64.b64encode(encryptor.update(padded) + encryptor.finalize())


def signed_entry(file_name: str) -> str:
    """The name of the signed PDF inside the inner ZIP."""
    return f"{PurePath(file_name).stem}_OUT_SIGNED.pdf"


def zipped(entries: list[tuple[str, Iterable[bytes]]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, chunks in entries:
            with archive.open(name, "w") as entry:
                for chunk in chunks:
                    entry.write(chunk)
    return buffer.getvalue()


def _iv_that_may_be_trimmed() -> bytes:
    # The provider's guide tells readers to trim white space around the IV, so none may stand at its ends.
    while (iv := os.urandom(16)).strip(_TRIMMED) != iv:
        pass
    return iv
