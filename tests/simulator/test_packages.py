"""The encrypted package: both ciphers, against known values and against independent decryption."""

import base64
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evrotrust_simulator.config import Package
from evrotrust_simulator.packages import Sealing, encrypt_aes, encrypt_rijndael, pack, zipped
from tests.simulator.vendor import KEY, Vendor, decrypted_aes, decrypted_rijndael, opened

VECTOR_KEY, VECTOR_IV = bytes(range(32)), bytes(range(32, 64))


@pytest.mark.parametrize(
    ("text", "ciphertext"),
    [
        (b"UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==", b"cFqYiNumtzxJsx0bao3hPbYBuiJuGx+JhpKWB97j16A="),
        (
            b"A" * 40,
            b"R8Q0zk4xKcMfhO0R0ei1V9sr8/HU3o+nwv/9Lsr3GiCDrAXYy/tLqExB+uyNxeJaeV342eL61vZS/MPLbponVQ==",
        ),
    ],
)
def test_rijndael_gives_the_known_values_and_pads_only_where_needed(text: bytes, ciphertext: bytes) -> None:
    assert encrypt_rijndael(text, VECTOR_KEY, VECTOR_IV) == ciphertext


def test_a_full_piece_is_7296_characters_and_the_next_starts_from_the_same_iv() -> None:
    piece = b"A" * 5472
    assert encrypt_rijndael(piece * 2, VECTOR_KEY, VECTOR_IV) == 2 * encrypt_rijndael(
        piece, VECTOR_KEY, VECTOR_IV
    )
    assert len(encrypt_rijndael(piece, VECTOR_KEY, VECTOR_IV)) == 7296


@settings(max_examples=25, deadline=None)
@given(content=st.binary(min_size=1, max_size=10_000))
def test_what_was_encrypted_can_be_read_again(content: bytes) -> None:
    text = base64.b64encode(content)
    assert decrypted_rijndael(encrypt_rijndael(text, VECTOR_KEY, VECTOR_IV), VECTOR_KEY, VECTOR_IV) == content
    assert decrypted_aes(encrypt_aes(text, VECTOR_KEY, VECTOR_IV[:16]), VECTOR_KEY, VECTOR_IV[:16]) == content


@pytest.mark.parametrize(("package", "iv_length"), [(Package.RIJNDAEL, 32), (Package.AES, 16)])
def test_the_outer_archive_has_four_entries_named_by_the_transaction(
    package: Package, iv_length: int
) -> None:
    inner = zipped([("x_OUT_SIGNED.pdf", [b"%PDF"])])
    packed = pack("000000000001", "x.pdf", inner, Sealing(package, KEY.public_key()))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        prefix = "000000000001_OUT.enc"
        assert archive.namelist() == [prefix, f"{prefix}.key", f"{prefix}.iv", f"{prefix}.filename"]
        assert archive.read(f"{prefix}.filename") == b"x.pdf"
        assert len(archive.read(f"{prefix}.iv")) == iv_length
    assert opened(packed) == {"x_OUT_SIGNED.pdf": b"%PDF"}


def test_an_iv_that_a_reader_may_trim_has_nothing_to_trim() -> None:
    for _ in range(500):
        packed = pack("1", "x.pdf", b"", Sealing(Package.AES, KEY.public_key()))
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            iv = archive.read("1_OUT.enc.iv")
        assert iv.strip(b" \t\n\r\0\x0b\x0c") == iv


@pytest.mark.parametrize("package", ["rijndael", "aes"])
def test_a_vendor_can_open_what_it_downloads(vendor: Vendor, pdf: bytes, package: str) -> None:
    vendor.control("settings", package=package)
    transaction = vendor.send_document(pdf).json["transactionID"]
    assert vendor.signed(transaction).startswith(pdf)
