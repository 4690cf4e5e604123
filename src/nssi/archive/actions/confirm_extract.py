"""Confirm an extract, as a second official who has compared it with the papers; or open it again (O-21, four eyes)."""

from uuid import UUID

from django.db import transaction

from nssi.access.models import Official
from nssi.archive.extracts import NotByTheSame, hold_extract, note
from nssi.archive.models import PayrollExtract
from nssi.foundation import clock


@transaction.atomic
def confirm_extract(extract_id: UUID, official: Official) -> PayrollExtract:
    """Return the extract, confirmed now. Raises NotByTheSame, ExtractConfirmed."""
    extract = hold_extract(extract_id)
    if extract.entered_by_id == official.pk:
        raise NotByTheSame
    extract.confirmed_by, extract.confirmed_at = official, clock.now()
    extract.save()
    note(extract, official, "extract_confirmed")
    return extract


@transaction.atomic
def open_again(extract_id: UUID, official: Official) -> None:
    """Open a confirmed extract, so that it can be corrected; it is confirmed anew afterwards."""
    extract = PayrollExtract.objects.select_for_update().get(pk=extract_id)
    if extract.confirmed_at is not None:
        extract.confirmed_by = extract.confirmed_at = None
        extract.save()
        note(extract, official, "extract_opened")
