"""Take in a file that a person gives: look at it, keep its content, remember it."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from nssi.attachments import storage
from nssi.attachments.locks import hold_content
from nssi.attachments.models import Attachment
from nssi.attachments.verdict import LARGEST_FILE, Finding, Verdict, check_file, too_large
from nssi.foundation import clock


class FileRefused(Exception):  # noqa: N818 – an answer, no error of ours
    """The file was not taken. `finding` says why, in words for the person."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


def take_in_file(upload: "UploadedFile[bytes]", name: str) -> Attachment:
    """Check `upload`, which came under `name`, keep it and return its row (S1.5). Raises FileRefused.

    The content is on the disk for good before the row can commit. Where the caller's transaction is rolled back, only a
    content that no row refers to remains, and the sweeper removes it.
    """
    if upload.size is None or upload.size > LARGEST_FILE:
        raise FileRefused(too_large(name, upload.size or 0))
    content = upload.read()
    verdict = check_file(name, content)
    for finding in verdict.findings:
        if finding.severity == "refuse":
            raise FileRefused(finding)
    return keep_file(content, verdict)


def keep_file(content: bytes, verdict: Verdict) -> Attachment:
    """Keep a content that has passed its checks, or that we made ourselves, and return its row."""
    with transaction.atomic():
        hold_content(storage.digest(content))
        return Attachment.objects.create(
            sha256=storage.keep(content),
            size=verdict.bytes,
            name=verdict.file,
            kind=verdict.kind,
            created_at=clock.now(),
        )
