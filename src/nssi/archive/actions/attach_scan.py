"""Put the scanned pages into an extract (O-21)."""

from uuid import UUID

from django.db import transaction

from nssi.access.models import Official
from nssi.archive.extracts import changed, hold_extract
from nssi.attachments.actions.take_in_file import keep_given_file
from nssi.attachments.verdict import Verdict


@transaction.atomic
def attach_scan(extract_id: UUID, content: bytes, verdict: Verdict, official: Official) -> None:
    """Keep a file that was judged as the pages from which the extract was read, in place of an earlier one.

    Raises ExtractConfirmed, FileRefused.
    """
    extract = hold_extract(extract_id)
    extract.scan = keep_given_file(content, verdict)
    changed(extract, official, "scan_attached", 1)
