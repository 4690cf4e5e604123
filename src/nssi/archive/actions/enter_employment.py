"""Enter a time of employment into an extract, or take one out (O-21)."""

from datetime import date
from uuid import UUID

from django.db import transaction

from nssi.access.models import Official
from nssi.archive.extracts import changed, hold_extract
from nssi.archive.models import EmploymentRow


@transaction.atomic
def enter_employment(
    extract_id: UUID, since: date, until: date, position: str, document: str, official: Official
) -> None:
    """Enter a time of employment; one that begins on the same day is replaced. Raises ExtractConfirmed."""
    extract = hold_extract(extract_id)
    EmploymentRow.objects.update_or_create(
        extract=extract,
        since=since,
        defaults={"until": until, "position": position, "document": document},
    )
    changed(extract, official, "employment_entered", 1)


@transaction.atomic
def remove_employment(extract_id: UUID, row_id: int, official: Official) -> None:
    """Take a time of employment out. Raises ExtractConfirmed."""
    extract = hold_extract(extract_id)
    count, _by_model = extract.employment.filter(pk=row_id).delete()
    if count:
        changed(extract, official, "employment_removed", count)
