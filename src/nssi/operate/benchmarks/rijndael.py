"""How fast the provider's packages are decrypted, beside the only published implementation of their cipher."""

import base64
import os
import time
from collections.abc import Callable
from typing import Any

from py3rijndael import RijndaelCbc, ZeroPadding

from nssi.signing.rijndael import BLOCK, PIECE, decrypt_pieces

REQUIRED = 20
"""Million bytes of plaintext a second, on one core."""

_DOCUMENT = 60 * PIECE  # a statement of 250 kB in its package


def measure(full: bool) -> dict[str, Any]:
    """Decrypt documents one after another and return the measurement (of the form of `nssi bench`).

    Seconds are of the processor's time of this thread: what else the machine does is not counted.
    """
    documents = 2000 if full else 200
    key, iv, ciphertext = os.urandom(BLOCK), os.urandom(BLOCK), os.urandom(_DOCUMENT)
    text = base64.b64encode(ciphertext)
    decrypt_pieces(text, key, iv)  # numpy warms up
    ours = documents * _DOCUMENT / _seconds(lambda: [decrypt_pieces(text, key, iv) for _ in range(documents)])
    plain = RijndaelCbc(key, iv, ZeroPadding(BLOCK), block_size=BLOCK)
    peer = 4 * PIECE / _seconds(lambda: plain.decrypt(ciphertext[: 4 * PIECE]))
    return {
        "figure": f"{ours / 1e6:.1f}",
        "unit": "MB/s",
        "required": str(REQUIRED),
        "ratio": f"{ours / 1e6 / REQUIRED:.2f}",
        "peers": {"py3rijndael": {"figure": f"{peer / 1e6:.2f}", "unit": "MB/s"}},
        "volume": f"{documents} documents of {_DOCUMENT // 1000} kB, CPU time of one core",
    }


def _seconds(work: Callable[[], object]) -> float:
    begun = time.thread_time()
    work()
    return time.thread_time() - begun
