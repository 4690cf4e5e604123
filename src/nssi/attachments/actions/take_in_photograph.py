"""Take in a photograph or scan that is too large to be filed, so that a document can be made of it."""

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from nssi.attachments.actions.take_in_file import FileRefused, keep_given_file, read_whole
from nssi.attachments.examiner import examine
from nssi.attachments.kinds import kind_by_sign, same_kind
from nssi.attachments.mending.originals import KINDS as MENDABLE
from nssi.attachments.models import Attachment
from nssi.attachments.names import extension, shown_name
from nssi.attachments.uploads import LARGEST_PHOTOGRAPH
from nssi.attachments.verdict import LARGEST_FILE, Finding, Verdict, too_large
from nssi.look.typography import size_text


def is_photograph(upload: "UploadedFile[bytes]", name: str) -> bool:
    """Return whether `upload`, which came under `name`, is too large to be filed but a document may be made of it."""
    size = upload.size or 0
    return extension(shown_name(name)) in MENDABLE and size > LARGEST_FILE


def take_in_photograph(upload: "UploadedFile[bytes]", name: str) -> Attachment:
    """Keep `upload`, which came under `name`, and return its row. It is never filed itself. Raises FileRefused."""
    shown = shown_name(name)
    if (upload.size or 0) > LARGEST_PHOTOGRAPH:
        raise FileRefused(_too_large_to_mend(shown, upload.size or 0))
    content, kind = read_whole(upload, name), extension(shown)
    if not same_kind(kind, kind_by_sign(content)):
        text = _("Съдържанието на „%(name)s“ не отговаря на вида .%(kind)s.") % {"name": shown, "kind": kind}
        raise FileRefused(Finding("content_mismatch", "refuse", text))
    if kind == "pdf" and not _is_scan(content):
        raise FileRefused(too_large(name, len(content)))
    return keep_given_file(content, Verdict(shown, kind, len(content), ()))


def _is_scan(content: bytes) -> bool:
    """Return whether a PDF holds scanned pages that could be better ones, and nothing for which it would be refused."""
    codes = {found.code for found in examine("pdf", content)}
    return bool(codes) and codes <= {"not_black_and_white", "not_300_dpi"}


def _too_large_to_mend(name: str, size: int) -> Finding:
    text = _(
        "Файлът „%(name)s“ е %(size)s. Снимка или сканирано копие, от което да направим документ, може да е до %(limit)s."
    )
    values = {"name": name, "size": size_text(size), "limit": size_text(LARGEST_PHOTOGRAPH)}
    return Finding("too_large", "refuse", text % values)
