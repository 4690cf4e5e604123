"""What is thought of a file: one verdict of all checks, for pages, for officials and for the command line (S1.5).

Viruses alone are searched for later, for that may take long; `infected` and `not_scanned` say what came of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, cast

from django.utils.translation import gettext as _

from nssi.attachments.checks.found import OWNER_PASSWORD, Code, Found
from nssi.attachments.examiner import examine
from nssi.attachments.kinds import KINDS
from nssi.attachments.names import extension, shown_name
from nssi.look.typography import size_text

MEGABYTE = 1_048_576
"""1 МБ as S1.5 is read here: 1024 × 1024 bytes, in the citizen's favour."""

LARGEST_FILE = 5 * MEGABYTE // 2
"""2,5 МБ, in bytes."""

LARGEST_SUBMISSION = 5 * MEGABYTE
"""5 МБ for the application and all its files together, in bytes."""

ACCEPTED_EXTENSIONS = " ".join(f".{kind}" for kind in KINDS)

Severity = Literal["refuse", "mark", "warn"]

_NO_REFUSAL: Mapping[str, Severity] = {
    "links": "mark",
    "not_scanned": "mark",
    "not_black_and_white": "warn",
    "not_300_dpi": "warn",
}
"""The codes with which a file is taken all the same; with every other it is refused."""


@dataclass(frozen=True)
class Finding:
    """One thing found in a file. `refuse`: not taken; `mark`: taken and marked for the official; `warn`: a hint.

    `about` names the file, and of a letter the attachment in it, where the finding may be kept with the file.
    """

    code: str
    severity: Severity
    text: str
    about: str = ""


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
    """Return the verdict on a file that came under `name`. It never raises, whatever the bytes are.

    Of a letter, each attachment is judged too; what is found in one is found in the letter, and names it.
    """
    shown, kind = shown_name(name), extension(shown_name(name))
    return Verdict(shown, kind, len(content), tuple(_findings(shown, kind, content)))


def too_large(name: str, size: int) -> Finding:
    """Return the finding of a file of `size` bytes, which is more than 2,5 МБ."""
    text = _("Файлът „%(name)s“ е %(size)s. Може да е до %(limit)s.")
    values = {"name": shown_name(name), "size": size_text(size), "limit": size_text(LARGEST_FILE)}
    return _finding("too_large", text % values)


def total_too_large(size: int) -> Finding:
    """Return the finding of an application that takes `size` bytes with its files, which is more than 5 МБ."""
    text = _(
        "Всички файлове заедно със заявлението са %(size)s. Могат да са до %(limit)s. Премахнете или намалете файл."
    )
    return _finding(
        "total_too_large", text % {"size": size_text(size), "limit": size_text(LARGEST_SUBMISSION)}
    )


def infected(name: str) -> Finding:
    """Return the finding of a file in which a virus was found."""
    text = _(
        "Във файла „%(name)s“ е открит вирус и той не е приет. Проверете устройството си и качете чист файл."
    )
    return _finding("infected", text % {"name": shown_name(name)})


def not_scanned(name: str) -> Finding:
    """Return the finding of a file that could not be searched for viruses yet."""
    text = _(
        "Файлът „%(name)s“ още не е проверен за вируси. Проверката ще се повтори, не е нужно да го качвате отново."
    )
    return _finding("not_scanned", text % {"name": shown_name(name)})


def kept_in_words(kept: Mapping[str, str]) -> str:
    """Return the words of a mark or hint that is kept with a file, in the language of whoever reads it now."""
    return _text("", Found(cast(Code, kept["code"]))) % {"name": kept["about"]}


def _findings(name: str, kind: str, content: bytes) -> list[Finding]:
    if kind not in KINDS:
        return [_type_not_allowed(name, kind, is_inside=False)]
    if not content:
        return [_finding("empty", _("Файлът „%(name)s“ е празен.") % {"name": name})]
    if len(content) > LARGEST_FILE:
        return [too_large(name, len(content))]
    return [_in_words(name, kind, found) for found in examine(kind, content)]


def _in_words(name: str, kind: str, found: Found) -> Finding:
    if found.inside:
        name = f"{name} › {' › '.join(shown_name(part) for part in found.inside.split(' › '))}"
        kind = extension(name)
    if found.code == "type_not_allowed":
        return _type_not_allowed(name, found.detail, is_inside=bool(found.inside))
    text = _text(kind, found) % {"name": name, "kind": kind, "detail": found.detail}
    return replace(_finding(found.code, text), about=name)


def _text(kind: str, found: Found) -> str:
    match found.code, found.detail:
        case "empty", _detail:
            return _("Файлът „%(name)s“ е празен.")
        case "content_mismatch", "":
            return _("Съдържанието на „%(name)s“ не отговаря на вида .%(kind)s.")
        case "content_mismatch", _detail:
            return _(
                "Съдържанието на „%(name)s“ не отговаря на вида .%(kind)s, а на .%(detail)s. "
                "Качете го с това разширение на името."
            )
        case "encrypted", detail if detail == OWNER_PASSWORD:
            return _(
                "Файлът „%(name)s“ е защитен с парола срещу промени и затова е шифрован. "
                "Запазете го без тази защита."
            )
        case "encrypted", _detail:
            return _("Файлът „%(name)s“ е с парола или е шифрован. Запазете го без парола.")
        case "links", _detail:
            return _(
                "Файлът „%(name)s“ съдържа връзки към други адреси и няма да бъде разгледан. Запазете го без връзки."
            )
        case "active_content", _detail:
            return _(
                "Файлът „%(name)s“ съдържа макроси, скриптове или вградени файлове. "
                "Запазете го без тях, например като обикновен PDF, а вградените файлове качете отделно."
            )
        case "not_black_and_white", _detail:
            return _("Изображението в „%(name)s“ не е черно-бяло. Сканирайте черно-бяло с 300\u00a0dpi.")
        case "not_300_dpi", _detail:
            return _("Изображението в „%(name)s“ е под 300\u00a0dpi. Сканирайте черно-бяло с 300\u00a0dpi.")
        case _:
            return _(
                "Файлът „%(name)s“ е повреден и не може да се прочете. Отворете го, запазете го отново и го качете."
            )


def _type_not_allowed(name: str, kind: str, *, is_inside: bool) -> Finding:
    accepted = {"accepted": ACCEPTED_EXTENSIONS}
    if is_inside:
        text = _("В писмото е приложен „%(name)s“. Приемат се %(accepted)s. Приложете писмото без него.")
        return _finding("type_not_allowed", text % {"name": name, **accepted})
    if not kind:
        text = _("Файл без разширение на името не се приема. Приемат се %(accepted)s.") % accepted
    else:
        text = _("Файл .%(kind)s не се приема. Приемат се %(accepted)s.") % {"kind": kind, **accepted}
    return _finding("type_not_allowed", text)


def _finding(code: str, text: str) -> Finding:
    return Finding(code, _NO_REFUSAL.get(code, "refuse"), text)
