"""Keep a content under its hash, with a row that says what it is."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction

from nssi.attachments import storage
from nssi.attachments.locks import hold_content
from nssi.attachments.models import Attachment
from nssi.attachments.verdict import Finding, Verdict
from nssi.foundation import clock

SCANNED_WITHIN = timedelta(minutes=2)
"""How long a search for viruses usually has to wait for its worker; the sweeper asks for it again after that."""


def keep_file(
    content: bytes, verdict: Verdict, state: Attachment.State = Attachment.State.OURS
) -> Attachment:
    """Keep a content that we made ourselves, or that has passed its checks (then say so by `state`); return its row.

    The content is stored for good before the row can commit. Where the caller's transaction is rolled back, only a
    content that no row refers to remains, and the sweeper removes it. Raises storage.NotKept.
    """
    now = clock.now()
    with transaction.atomic():
        hold_content(storage.digest(content))
        return Attachment.objects.create(
            sha256=storage.keep(content),
            size=verdict.bytes,
            name=verdict.file,
            kind=verdict.kind,
            findings=_as_json(verdict.findings),
            created_at=now,
            state=state,
            scan_due_at=now + SCANNED_WITHIN,
        )


def _as_json(findings: Sequence[Finding]) -> list[dict[str, str]]:
    return [
        {"code": finding.code, "severity": finding.severity, "about": finding.about} for finding in findings
    ]
