"""Rijndael-256 on columns does what the cipher's plain implementation does, at any size."""

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from py3rijndael import RijndaelCbc, ZeroPadding

from nssi.signing.rijndael import PIECE, decrypt, decrypt_pieces

KEY, IV = bytes(range(32)), bytes(range(32, 64))

bytes_32 = st.binary(min_size=32, max_size=32)
sizes = st.one_of(
    st.integers(1, 200), st.sampled_from([PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 33])
)


@pytest.mark.parametrize(
    ("ciphertext", "plaintext"),
    [
        (b"cFqYiNumtzxJsx0bao3hPbYBuiJuGx+JhpKWB97j16A=", b"UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA=="),
        (
            b"R8Q0zk4xKcMfhO0R0ei1V9sr8/HU3o+nwv/9Lsr3GiCDrAXYy/tLqExB+uyNxeJaeV342eL61vZS/MPLbponVQ==",
            b"A" * 40,
        ),
    ],
    ids=["a whole block has no padding", "zeros fill the last block"],
)
def test_published_vectors(ciphertext: bytes, plaintext: bytes):
    assert decrypt_pieces(ciphertext, KEY, IV) == plaintext


@settings(max_examples=40, deadline=None)
@given(
    key=bytes_32,
    iv=bytes_32,
    size=sizes,
    letter=st.binary(min_size=1, max_size=7).filter(lambda text: 0 not in text),
)
def test_it_opens_what_the_plain_implementation_encrypts(key: bytes, iv: bytes, size: int, letter: bytes):
    plaintext = (letter * size)[:size]
    assert decrypt_pieces(_encrypted(plaintext, key, iv), key, iv) == plaintext


def test_more_blocks_than_go_through_at_once_keep_their_order():
    # the pieces are equal because each starts from the same IV, so the plain implementation works on one only
    piece = bytes(range(1, 58)) * 96
    text = _encrypted(piece, KEY, IV) * 60
    assert len(piece) == PIECE
    assert decrypt_pieces(text, KEY, IV) == piece * 60


@pytest.mark.parametrize("size", [1, 31, 33])
def test_half_a_block_is_refused(size: int):
    with pytest.raises(ValueError, match="whole number of blocks"):
        decrypt(b"x" * size, KEY, IV)


@pytest.mark.parametrize(("key", "iv"), [(KEY[:16], IV), (KEY, IV[:16])])
def test_other_sizes_of_key_and_iv_are_refused(key: bytes, iv: bytes):
    with pytest.raises(ValueError, match="32 bytes"):
        decrypt(b"x" * 32, key, iv)


def test_what_is_no_base64_is_refused():
    with pytest.raises(ValueError):
        decrypt_pieces("текст".encode(), KEY, IV)


def test_nothing_gives_nothing():
    assert decrypt_pieces(b"", KEY, IV) == b""


def _encrypted(plaintext: bytes, key: bytes, iv: bytes) -> bytes:
    cipher = RijndaelCbc(key, iv, ZeroPadding(32), block_size=32)
    pieces = (plaintext[start : start + PIECE] for start in range(0, len(plaintext), PIECE))
    return b"".join(base64.b64encode(cipher.encrypt(piece)) for piece in pieces)
