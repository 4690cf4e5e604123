"""What is thought of a file: one verdict of all checks, for pages, for officials and for the command line (S1.5)."""

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from nssi.attachments.kinds import KINDS
from nssi.attachments.names import extension, shown_name
from nssi.look.typography import size_text

MEGABYTE = 1_048_576
"""1 МБ as S1.5 is read here: 1024 × 1024 bytes, in the citizen's favour."""

LARGEST_FILE = 5 * MEGABYTE // 2
"""2,5 МБ, in bytes."""

LARGEST_SUBMISSION = 5 * MEGABYTE
"""5 МБ for the application and all its files together, in bytes."""

ACCEPTED_EXTENSIONS = ".doc .docx .rtf .odt .xls .xlsx .ods .pdf .jpg .jpeg .png .tif .eml"


@dataclass(frozen=True)
class Finding:
    """One thing found in a file. `refuse`: not taken; `mark`: taken and marked for the official; `warn`: a hint."""

    code: str
    severity: Literal["refuse", "mark", "warn"]
    text: str


@dataclass(frozen=True)
class Verdict:
    """What the checks say of one file. `kind` is its extension in small letters, `bytes` its size."""

    file: str
    kind: str
    bytes: int
    findings: tuple[Finding, ...]

    @property
    def accepted(self) -> bool:
        return not any(finding.severity == "refuse" for finding in self.findings)


def check_file(name: str, content: bytes) -> Verdict:
    """Return the verdict on a file that came under `name`. It never raises, whatever the bytes are."""
    shown, kind = shown_name(name), extension(shown_name(name))
    return Verdict(shown, kind, len(content), tuple(_findings(shown, kind, content)))


def too_large(name: str, size: int) -> Finding:
    """Return the finding of a file of `size` bytes, which is more than 2,5 МБ."""
    text = _("Файлът „%(name)s“ е %(size)s. Може да е до %(limit)s.")
    values = {"name": shown_name(name), "size": size_text(size), "limit": size_text(LARGEST_FILE)}
    return Finding("too_large", "refuse", text % values)


def _findings(name: str, kind: str, content: bytes) -> list[Finding]:
    if kind not in KINDS:
        return [_unknown_kind(kind)]
    if not content:
        return [Finding("empty", "refuse", _("Файлът „%(name)s“ е празен.") % {"name": name})]
    if len(content) > LARGEST_FILE:
        return [too_large(name, len(content))]
    if not KINDS[kind](content):
        text = _("Съдържанието на „%(name)s“ не отговаря на вида .%(kind)s.") % {"name": name, "kind": kind}
        return [Finding("content_disagrees", "refuse", text)]
    return []


def _unknown_kind(kind: str) -> Finding:
    accepted = {"accepted": ACCEPTED_EXTENSIONS}
    if not kind:
        text = _("Файл без разширение на името не се приема. Приемат се %(accepted)s.") % accepted
    else:
        text = _("Файл .%(kind)s не се приема. Приемат се %(accepted)s.") % {"kind": kind, **accepted}
    return Finding("unknown_kind", "refuse", text)
