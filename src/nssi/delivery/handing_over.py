"""Handing a file over so that it is known whether it was taken: see docs/decisions/ on what counts as a complete download."""

import time
from collections.abc import Callable, Iterator

CHUNK = 16 * 1024  # bytes

_LOOKS = 10
_BETWEEN_LOOKS = 0.05  # seconds


def handed_over(content: bytes, when_taken: Callable[[], None]) -> Iterator[bytes]:
    """Yield `content`, and call `when_taken` once the other side has taken it all and is still there.

    Each part is asked for when the server could pass on those before it; where the connection broke it closes the
    iterator instead, and nothing is called. The empty parts at the end send nothing: they let the server look whether the
    connection still stands, for as long as a client that breaks off needs to be noticed. The length of the answer must not
    be announced (Content-Length): then it ends, for the client too, only when this ends.
    """
    for start in range(0, len(content), CHUNK):
        yield content[start : start + CHUNK]
    for _ in range(_LOOKS):
        time.sleep(_BETWEEN_LOOKS)
        yield b""
    when_taken()
