"""Rijndael with blocks and keys of 256 bits, decryption in CBC mode, on columns of many blocks at once.

This is not AES, whose blocks have 128 bits, and no maintained library has it. Decryption in CBC needs of the block before
only its ciphertext, so all blocks of all pieces go through the rounds together. The state is an array of shape
(4 rows, 8 columns, blocks): what the cipher does to one byte is done to a plane of bytes.
"""

import base64

import numpy as np
import numpy.typing as npt

BLOCK = 32
"""Bytes in a block."""

PIECE = 5472
"""Bytes that are encrypted together, each piece from the same key and IV; in base64 7296 characters."""

Bytes = npt.NDArray[np.uint8]

_ROUNDS = 14
_WORDS = BLOCK // 4
_SHIFTS = (0, 1, 3, 4)
_AT_ONCE = 4096  # blocks; the planes of so many stay in the processor's cache


def decrypt_pieces(text: bytes, key: bytes, iv: bytes) -> bytes:
    """Return what was encrypted in `text`: the base64 of pieces, each encrypted from the same `key` and `iv`.

    Zero bytes that fill the last block are dropped, so the plaintext must not end in zeros (the provider's is base64).
    `key` and `iv` have 32 bytes. Raises ValueError where the text is no base64 or does not consist of whole blocks.
    """
    # full pieces have a multiple of three bytes, so that their base64 can be read as one text
    return decrypt(base64.b64decode(text, validate=True), key, iv).rstrip(b"\0")


def decrypt(ciphertext: bytes, key: bytes, iv: bytes) -> bytes:
    """Return the plaintext of consecutive pieces of `PIECE` bytes (the last may be shorter), padding included."""
    if len(key) != BLOCK or len(iv) != BLOCK:
        raise ValueError("key and IV have 32 bytes")
    if len(ciphertext) % BLOCK:
        raise ValueError("not a whole number of blocks")
    if not ciphertext:
        return b""
    blocks = np.frombuffer(ciphertext, np.uint8).reshape(-1, BLOCK)
    round_keys = _round_keys(key)
    plain = np.empty_like(blocks)
    for start in range(0, len(blocks), _AT_ONCE):
        chunk = slice(start, start + _AT_ONCE)
        plain[chunk] = _decrypted_blocks(blocks[chunk], round_keys)
    before = np.empty_like(blocks)
    before[1:] = blocks[:-1]
    before[:: PIECE // BLOCK] = np.frombuffer(iv, np.uint8)
    return (plain ^ before).tobytes()


def _decrypted_blocks(blocks: Bytes, round_keys: Bytes) -> Bytes:
    """Decrypt blocks (blocks, 32), without the chaining."""
    state = np.ascontiguousarray(blocks.reshape(-1, _WORDS, 4).transpose(2, 1, 0))
    state ^= round_keys[_ROUNDS]
    for number in range(_ROUNDS - 1, 0, -1):
        state = _unshifted(_unsubstituted(state))
        state ^= round_keys[number]
        _unmix_columns(state)
    state = _unshifted(_unsubstituted(state))
    state ^= round_keys[0]
    return state.transpose(2, 1, 0).reshape(-1, BLOCK)


def _unshifted(state: Bytes) -> Bytes:
    """Turn each row back to the right by its shift, into a new array."""
    turned = np.empty_like(state)
    for row, shift in enumerate(_SHIFTS):
        turned[row, shift:] = state[row, : _WORDS - shift]
        turned[row, :shift] = state[row, _WORDS - shift :]
    return turned


def _unsubstituted(state: Bytes) -> Bytes:
    """Replace each byte by its inverse in the S-box."""
    # bytes.translate looks up twice as fast as numpy
    return np.frombuffer(state.tobytes().translate(_INVERSE_S_BOX), np.uint8).reshape(state.shape)


def _unmix_columns(state: Bytes) -> None:
    """Multiply each column by the inverse of the mixing matrix, in place.

    The inverse is the matrix itself after a simpler one, so that doubling is the only multiplication there is.
    """
    fourfold = _doubled(_doubled(state[:2] ^ state[2:]))
    state[:2] ^= fourfold
    state[2:] ^= fourfold
    neighbours = np.empty_like(state)
    np.bitwise_xor(state[:3], state[1:], out=neighbours[:3])
    np.bitwise_xor(state[3], state[0], out=neighbours[3])
    state ^= neighbours[0] ^ neighbours[2]
    state ^= _doubled(neighbours)


def _doubled(values: Bytes) -> Bytes:
    """Double each byte in the field of 256 elements."""
    overflow = (values.view(np.int8) >> 7).view(np.uint8)
    overflow &= 0x1B
    overflow ^= values + values
    return overflow


def _round_keys(key: bytes) -> Bytes:
    """Expand the key: shape (rounds + 1, 4 rows, 8 columns, 1)."""
    words = [key[start : start + 4] for start in range(0, BLOCK, 4)]
    constant = 1
    while len(words) < (_ROUNDS + 1) * _WORDS:
        word = words[-1]
        if len(words) % _WORDS == 0:
            word = (word[1:] + word[:1]).translate(_S_BOX)
            word = bytes([word[0] ^ constant]) + word[1:]
            constant = _double(constant)
        elif len(words) % _WORDS == 4:
            word = word.translate(_S_BOX)
        words.append(bytes(a ^ b for a, b in zip(word, words[-_WORDS], strict=True)))
    schedule = np.frombuffer(b"".join(words), np.uint8).reshape(_ROUNDS + 1, _WORDS, 4, 1)
    return schedule.transpose(0, 2, 1, 3)


def _double(value: int) -> int:
    return value << 1 ^ (0x11B if value & 0x80 else 0)


def _s_box() -> bytes:
    """Make the S-box: the inverse in the field of 256 elements, then an affine map of its bits."""
    powers = [1]
    while len(powers) < 255:
        powers.append(powers[-1] ^ _double(powers[-1]))  # the powers of 3 are all elements but 0
    exponent = {power: number for number, power in enumerate(powers)}
    box = bytearray([0x63])
    for value in range(1, 256):
        inverse = powers[-exponent[value] % 255]
        turns = [(inverse << turn | inverse >> 8 - turn) & 0xFF for turn in range(1, 5)]
        box.append(inverse ^ turns[0] ^ turns[1] ^ turns[2] ^ turns[3] ^ 0x63)
    return bytes(box)


_S_BOX = _s_box()
_INVERSE_S_BOX = bytes(_S_BOX.index(value) for value in range(256))
