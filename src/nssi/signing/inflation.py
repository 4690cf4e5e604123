"""A look at a PDF before a parser opens it: how far its compressed streams would blow up."""

import re
import zlib

INFLATED_LIMIT = 64 * 1024 * 1024
"""What all streams of a file may inflate to together, in bytes."""

_MOST_STREAMS = 10_000
_STREAM = re.compile(rb"(?<!end)stream\r?\n?")
_CHAINED_FILTERS = re.compile(rb"/Filter\s*\[\s*/\w+\s*/")
_WINDOW = 64 * 1024


def is_bounded(content: bytes) -> bool:
    """Return whether the streams of a PDF inflate to no more than the limit; one packed several times does not pass."""
    starts = [match.end() for match in _STREAM.finditer(content)]
    if len(starts) > _MOST_STREAMS or _CHAINED_FILTERS.search(content):
        return False
    left = INFLATED_LIMIT
    for start in starts:
        left -= _inflated_size(content, start, left)
        if left < 0:
            return False
    return True


def _inflated_size(content: bytes, start: int, limit: int) -> int:
    """The size to which the stream at `start` inflates, counted until it is above `limit`; what is no deflate is 0."""
    inflating = zlib.decompressobj()
    size = 0
    try:
        while start < len(content) and not inflating.eof and size <= limit:
            # the rest that did not fit comes first; windows keep a stream's end from copying the whole file
            window = inflating.unconsumed_tail or content[start : start + _WINDOW]
            start += 0 if inflating.unconsumed_tail else _WINDOW
            size += len(inflating.decompress(window, limit - size + 1))
    except zlib.error:
        pass
    return size
