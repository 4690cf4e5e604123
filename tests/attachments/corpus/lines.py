"""What the corpus is written with: the shape of a line, and the damage that any file can take."""

from collections.abc import Callable

from tests.attachments.samples import SAMPLES

Row = tuple[str, str, Callable[[], bytes], str]
"""The name of a file, what is in it, how it is made, and the codes of what must be found in it."""

WEB = "https://example.bg/"


def half(kind: str) -> bytes:
    return SAMPLES[kind][: len(SAMPLES[kind]) // 2]


def given(content: bytes) -> Callable[[], bytes]:
    return lambda: content
