"""Packages: both ciphers open, and whatever is not as it should be is refused as broken, bounded in size."""

import base64
import contextlib
import io
import os
import zipfile

import pytest
from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import given, settings
from hypothesis import strategies as st
from py3rijndael import RijndaelCbc, ZeroPadding

from nssi.signing.evrotrust.package import DOCUMENT_LIMIT, open_package
from nssi.signing.port import BrokenPackage

PRIVATE_KEY = generate_private_key(public_exponent=65537, key_size=2048)
ID = "202611220001"
PDF = b"%PDF-1.7 signed " + bytes(range(256)) * 30
KEY, IV = os.urandom(32), bytes(range(1, 17))


def zipped(*entries: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return buffer.getvalue()


def aes(plaintext: bytes) -> bytes:
    padder = padding.PKCS7(128).padder()
    encryptor = Cipher(algorithms.AES256(KEY), modes.CBC(IV)).encryptor()
    return encryptor.update(padder.update(plaintext) + padder.finalize()) + encryptor.finalize()


def package(inner: bytes, *, iv: bytes = IV, content_key: bytes = KEY, **replaced: bytes | None) -> bytes:
    entries: dict[str, bytes | None] = {
        "enc": base64.b64encode(aes(base64.b64encode(inner))),
        "key": base64.b64encode(PRIVATE_KEY.public_key().encrypt(content_key, PKCS1v15())),
        "iv": iv,
        "filename": b"certificate.pdf",
        **replaced,
    }
    suffixes = {"enc": "", "key": ".key", "iv": ".iv", "filename": ".filename"}
    return zipped(
        *[
            (f"{ID}_OUT.enc{suffixes[name]}", content)
            for name, content in entries.items()
            if content is not None
        ]
    )


INNER = zipped(("certificate_OUT_SIGNED.pdf", PDF))


@pytest.mark.parametrize(
    "iv", [IV, base64.b64encode(IV), b"\r\n" + IV + b"\n"], ids=["raw", "base64", "white space around"]
)
def test_aes_is_chosen_by_an_iv_of_16_bytes(iv: bytes):
    assert open_package(package(INNER, iv=iv), ID, PRIVATE_KEY) == PDF


@settings(max_examples=15, deadline=None)
@given(size=st.one_of(st.integers(0, 9000), st.just(4104)))
def test_rijndael_is_chosen_by_an_iv_of_32_bytes(size: int):
    iv, content = os.urandom(32), os.urandom(size)
    text = base64.b64encode(zipped(("a.pdf", content)))
    cipher = RijndaelCbc(KEY, iv, ZeroPadding(32), block_size=32)
    pieces = [text[start : start + 5472] for start in range(0, len(text), 5472)]
    ciphertext = b"".join(base64.b64encode(cipher.encrypt(piece)) for piece in pieces)
    assert all(len(base64.b64encode(cipher.encrypt(piece))) == 7296 for piece in pieces[:-1])
    assert open_package(package(b"", iv=iv, enc=ciphertext), ID, PRIVATE_KEY) == content


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"not a zip",
        package(INNER)[:-200],
        package(INNER)[:500],
        package(INNER, iv=os.urandom(24)),
        package(INNER, iv=b""),
        package(INNER, enc=None),
        package(INNER, key=None),
        package(INNER, iv=bytes(16)),  # the text decrypts to something else
        package(INNER, key=b"not base64"),
        package(INNER, key=base64.b64encode(os.urandom(256))),
        package(INNER, content_key=KEY[:16]),
        package(INNER, enc=b"bm90IGVuY3J5cHRlZA=="),
        package(b"not a zip"),
        package(zipped(("a.txt", PDF))),
        package(zipped(("a.pdf", PDF), ("b.pdf", PDF))),
        package(zipped(*[(f"{number}.xml", b"") for number in range(20)], ("a.pdf", PDF))),
        zipped((f"{ID}1_OUT.enc", b""), (f"{ID}1_OUT.enc.key", b""), (f"{ID}1_OUT.enc.iv", b"")),
    ],
    ids=[
        "empty", "no zip", "cut off", "half", "24 raw bytes of IV", "no IV", "no ciphertext", "no key", "wrong IV",
        "key is no base64", "key of somebody else", "short key", "no whole blocks", "inner is no zip", "no PDF in it",
        "two PDFs in it", "too many entries", "of another transaction",
    ],
)  # fmt: skip
def test_what_is_not_as_it_should_be_is_refused(broken: bytes):
    with pytest.raises(BrokenPackage):
        open_package(broken, ID, PRIVATE_KEY)


@settings(max_examples=150, deadline=None)
@given(place=st.floats(0, 0.999), values=st.binary(min_size=1, max_size=8))
def test_damage_anywhere_gives_the_document_or_a_refusal_and_nothing_else(place: float, values: bytes):
    whole = package(INNER)
    start = int(place * len(whole))
    damaged = whole[:start] + values + whole[start + len(values) :]
    with contextlib.suppress(BrokenPackage):
        assert isinstance(open_package(damaged, ID, PRIVATE_KEY), bytes)


def test_an_unusual_compression_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.pdf", PDF)
    with pytest.raises(BrokenPackage, match="compression"):
        open_package(package(buffer.getvalue()), ID, PRIVATE_KEY)


def test_a_zip_bomb_is_inflated_no_further_than_the_limit():
    bomb = zipped(("a.pdf", bytes(DOCUMENT_LIMIT + 1)))
    assert len(bomb) < 50_000
    with pytest.raises(BrokenPackage, match="too large"):
        open_package(package(bomb), ID, PRIVATE_KEY)


def test_an_entry_that_stands_there_twice_is_refused():
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = zipped((f"{ID}_OUT.enc", b"a"), (f"{ID}_OUT.enc", b"b"))
    with pytest.raises(BrokenPackage):
        open_package(twice, ID, PRIVATE_KEY)


def test_the_message_of_a_refusal_says_nothing_of_the_content():
    with pytest.raises(BrokenPackage) as refusal:
        open_package(package(INNER)[:-200], ID, PRIVATE_KEY)
    assert str(refusal.value) == "cannot be opened: BadZipFile"
