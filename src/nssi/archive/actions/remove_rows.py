"""Remove months of a payroll from an extract (O-21)."""

from datetime import date
from uuid import UUID

from django.db import transaction

from nssi.access.models import Official
from nssi.archive.extracts import changed, hold_extract


@transaction.atomic
def remove_rows(extract_id: UUID, first_month: date, last_month: date, official: Official) -> int:
    """Remove the rows of the months from the first to the last; return how many there were. Raises ExtractConfirmed."""
    extract = hold_extract(extract_id)
    count, _by_model = extract.rows.filter(month__gte=first_month, month__lte=last_month).delete()
    if count:
        changed(extract, official, "payroll_rows_removed", count)
    return count
