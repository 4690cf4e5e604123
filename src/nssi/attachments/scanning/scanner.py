"""One way to have a content searched for viruses, whoever searches."""

from dataclasses import dataclass
from typing import BinaryIO

import yara_x
from django.conf import settings

from nssi.attachments.scanning import clamd, own_rules

OWN_RULES = "nssi rules"


class NotScanned(Exception):  # noqa: N818 – an answer, no error of ours
    """Nobody could say whether there is a virus. The text says why, for the log; it names no file."""


@dataclass(frozen=True)
class Scan:
    """What a search found: who searched, and the name of the virus, empty where there is none."""

    scanner: str
    signature: str


@dataclass(frozen=True)
class ScannerInUse:
    """What searches for viruses in this installation, for whoever runs it.

    `is_clamd`: whether clamd is connected; `answers`: whether it can be asked now; `version`: what it says of itself, or
    why it does not answer.
    """

    is_clamd: bool
    answers: bool
    version: str


def scan(content: BinaryIO) -> Scan:
    """Search `content` for viruses with what is connected. Raises NotScanned; it takes at most about a minute."""
    try:
        if settings.CLAMD:
            return Scan("clamd", clamd.find(content, settings.CLAMD))
        return Scan(OWN_RULES, own_rules.find(content.read()))
    except (clamd.ClamdError, yara_x.ScanError, yara_x.TimeoutError) as error:
        raise NotScanned(f"{type(error).__name__}: {error}") from error


def scanner_in_use() -> ScannerInUse:
    """Return what is connected, asking it."""
    if not settings.CLAMD:
        return ScannerInUse(is_clamd=False, answers=True, version=OWN_RULES)
    try:
        return ScannerInUse(is_clamd=True, answers=True, version=clamd.version(settings.CLAMD))
    except clamd.ClamdError as error:
        return ScannerInUse(is_clamd=True, answers=False, version=str(error))
