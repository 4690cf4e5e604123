"""One way into all checks: from a kind and a content to what is found in it."""

from collections.abc import Callable, Iterable, Mapping

from nssi.attachments.checks import images, mail, ole, ooxml, open_document, pdf, rtf
from nssi.attachments.checks.found import Found
from nssi.attachments.kinds import ENCRYPTED_OFFICE, kind_of, same_kind

_CHECKS: Mapping[str, Callable[[bytes], Iterable[Found]]] = {
    "doc": ole.check,
    "xls": ole.check,
    "docx": ooxml.check,
    "xlsx": ooxml.check,
    "odt": open_document.check,
    "ods": open_document.check,
    "rtf": rtf.check,
    "pdf": pdf.check,
    "jpg": images.check,
    "png": images.check,
    "tif": images.check,
}


def examine(named: str, content: bytes, depth: int = 0) -> list[Found]:
    """Return what is found in a content that came as `.named`, each thing once. It never raises.

    `depth`: in how many letters it lies.
    """
    try:
        kind = kind_of(content)
        if kind == ENCRYPTED_OFFICE and named in ("doc", "docx", "xls", "xlsx"):
            return [Found("encrypted")]
        if not same_kind(named, kind):
            return [Found("content_mismatch", kind if kind in _CHECKS or kind == "eml" else "")]
        found = mail.check(content, examine, depth) if kind == "eml" else _CHECKS[kind](content)
        return list(dict.fromkeys(found))
    except Exception:  # noqa: BLE001 – whatever a library raises over a stranger's bytes, it could not read them
        return [Found("unreadable")]
