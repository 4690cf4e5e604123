"""The embedded search: YARA-X with rules.yar over a content and over what is packed in it."""

import email
import email.policy
import io
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yara_x

MOST_PARTS = 500
MOST_UNPACKED = 64 * 1024 * 1024
"""Bytes that are unpacked of one file. Whoever packs more is judged by the other checks."""

TAKES_AT_MOST = 10
"""Seconds for one part."""


def find(content: bytes) -> str:
    """Return the name of the rule that matches `content` or something packed in it; empty where none does.

    Raises yara_x.ScanError and yara_x.TimeoutError.
    """
    scanner = yara_x.Scanner(_rules())
    scanner.set_timeout(TAKES_AT_MOST)
    for part in _parts(content):
        for rule in scanner.scan(part).matching_rules:
            return rule.identifier
    return ""


@cache
def _rules() -> yara_x.Rules:
    return yara_x.compile((Path(__file__).parent / "rules.yar").read_text())


def _parts(content: bytes) -> Iterator[bytes]:
    yield content
    try:
        if content.startswith(b"PK\x03\x04"):
            yield from _members(content)
        elif not content.startswith(
            (b"%PDF", b"\xd0\xcf\x11\xe0", b"\xff\xd8", b"\x89PNG", b"II*", b"MM\x00*")
        ):
            yield from _mail_parts(content)
    except Exception:  # noqa: BLE001 – what cannot be unpacked was searched as it is
        return


def _members(content: bytes) -> Iterator[bytes]:
    left = MOST_UNPACKED
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        for info in container.infolist()[:MOST_PARTS]:
            with container.open(info) as member:
                part = member.read(left)
            left -= len(part)
            yield part
            if left <= 0:
                return


def _mail_parts(content: bytes) -> Iterator[bytes]:
    message = email.message_from_bytes(content, policy=email.policy.compat32)
    for number, part in enumerate(message.walk()):
        if number >= MOST_PARTS:
            return
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and payload:
            yield payload
            if payload.startswith(b"PK\x03\x04"):
                yield from _members(payload)
