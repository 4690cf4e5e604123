"""The encrypted package in which a signed document comes: a ZIP with the ciphertext, its key for us, and its IV.

The ciphertext holds the base64 text of an inner ZIP, in which the signed PDF lies. Two ciphers are in use, told apart by
the length of the IV: Rijndael with blocks of 256 bits (IV of 32 bytes), and AES-256 (IV of 16 bytes).
"""

import base64
import io
import zipfile
import zlib

from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from nssi.signing.port import BrokenPackage
from nssi.signing.rijndael import decrypt_pieces

DOCUMENT_LIMIT = 16 * 1024 * 1024
"""The largest signed document we take, in bytes."""

PACKAGE_LIMIT = 2 * DOCUMENT_LIMIT
"""The largest package: base64 twice makes 16/9 of the document."""

_SMALL = 4096  # bytes; keys, IVs and names are far smaller
_MOST_ENTRIES = 8
_KEY_SIZE = 32
_COMPRESSIONS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


def open_package(package: bytes, transaction_id: str, private_key: RSAPrivateKey) -> bytes:
    """Return the signed PDF in `package`. Raises BrokenPackage for anything that is not as it should be."""
    prefix = f"{transaction_id}_OUT.enc"
    try:
        with _opened(package) as outer:
            ciphertext = _entry(outer, prefix, PACKAGE_LIMIT)
            encrypted_key = _entry(outer, f"{prefix}.key", _SMALL)
            iv = _entry(outer, f"{prefix}.iv", _SMALL)
        key = private_key.decrypt(base64.b64decode(encrypted_key, validate=True), PKCS1v15())
        if len(key) != _KEY_SIZE:
            raise BrokenPackage("the content key has a wrong size")
        inner = base64.b64decode(_decrypted(ciphertext, key, iv), validate=True)
        return _signed_pdf(inner)
    except (ValueError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        raise BrokenPackage(f"cannot be opened: {type(error).__name__}") from None


def _decrypted(ciphertext: bytes, key: bytes, iv: bytes) -> bytes:
    if len(iv) == 32:
        return decrypt_pieces(ciphertext, key, iv)
    if len(iv) > 16:
        iv = iv.strip()
    if len(iv) == 24:
        iv = base64.b64decode(iv, validate=True)
    if len(iv) != 16:
        raise BrokenPackage("the IV has an unknown length")
    decryptor = Cipher(algorithms.AES256(key), modes.CBC(iv)).decryptor()
    padded = decryptor.update(base64.b64decode(ciphertext, validate=True)) + decryptor.finalize()
    unpadder = padding.PKCS7(128).unpadder()
    return unpadder.update(padded) + unpadder.finalize()


def _signed_pdf(inner: bytes) -> bytes:
    with _opened(inner) as archive:
        names = [name for name in archive.namelist() if name.lower().endswith(".pdf")]
        if len(names) != 1:
            raise BrokenPackage("not exactly one PDF in it")
        return _entry(archive, names[0], DOCUMENT_LIMIT)


def _opened(content: bytes) -> zipfile.ZipFile:
    archive = zipfile.ZipFile(io.BytesIO(content))
    if len(archive.infolist()) > _MOST_ENTRIES:
        raise BrokenPackage("too many entries")
    if any(entry.compress_type not in _COMPRESSIONS for entry in archive.infolist()):
        raise BrokenPackage("an unusual compression")
    return archive


def _entry(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    """The entry's bytes, inflated no further than `limit`. Nothing is ever written under an entry's name."""
    if archive.namelist().count(name) != 1:
        raise BrokenPackage("an entry is missing or stands there twice")
    with archive.open(name) as entry:
        content = entry.read(limit + 1)
    if len(content) > limit:
        raise BrokenPackage("an entry is too large")
    return content
