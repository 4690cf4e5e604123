"""Take in a file that a person gives: look at it, keep its content, remember it, have it searched for viruses."""

import structlog
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from nssi.attachments import jobs, storage
from nssi.attachments.actions.keep_file import keep_file
from nssi.attachments.models import Attachment
from nssi.attachments.names import shown_name
from nssi.attachments.verdict import LARGEST_FILE, Finding, Verdict, check_file, too_large

log = structlog.get_logger(__name__)


class FileRefused(Exception):  # noqa: N818 – an answer, no error of ours
    """The file was not taken. `finding` says why, in words for the person."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


def judge_upload(upload: "UploadedFile[bytes]", name: str) -> tuple[bytes, Verdict]:
    """Return the content of `upload`, which came under `name`, and what is thought of it (S1.5). Raises FileRefused.

    A hostile file may take seconds: call it before anything is locked.
    """
    if upload.size is None or upload.size > LARGEST_FILE:
        raise FileRefused(too_large(name, upload.size or 0))
    content = read_whole(upload, name)
    verdict = check_file(name, content)
    for finding in verdict.findings:
        if finding.severity == "refuse":
            raise FileRefused(finding)
    return content, verdict


@transaction.atomic
def keep_given_file(content: bytes, verdict: Verdict) -> Attachment:
    """Keep a content that a person gave and that was judged, and return its row. Raises FileRefused.

    Its search for viruses is a job that the caller's transaction enqueues.
    """
    try:
        attachment = keep_file(content, verdict, Attachment.State.NOT_SCANNED)
    except storage.NotKept as reason:
        log.error("attachments.not_kept", reason=str(reason))
        raise FileRefused(_not_kept(verdict.file)) from reason
    jobs.have_scanned(attachment.id)
    return attachment


def read_whole(upload: "UploadedFile[bytes]", name: str) -> bytes:
    """Return the content of `upload`. Raises FileRefused where it did not come whole."""
    content: bytes = upload.read()
    if len(content) != upload.size:
        text = _("Файлът „%(name)s“ не стигна до нас цял. Качете го отново, сам.")
        raise FileRefused(Finding("not_whole", "refuse", text % {"name": shown_name(name)}))
    return content


def _not_kept(name: str) -> Finding:
    text = _(
        "Файлът „%(name)s“ не беше запазен заради проблем при нас. Качете го отново след няколко минути. Качените досега файлове и отговорите Ви са запазени."
    )
    return Finding("not_kept", "refuse", text % {"name": name})
