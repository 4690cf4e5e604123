"""Enter months of a payroll into an extract (O-21)."""

from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from django.db import transaction

from nssi.access.models import Official
from nssi.archive.extracts import changed, hold_extract, refuse_outside
from nssi.archive.models import PayrollRow
from nssi.archive.payroll_lines import RowData


@transaction.atomic
def enter_rows(extract_id: UUID, rows: Sequence[RowData], official: Official) -> None:
    """Enter months; one that is there already, in the same category, is replaced. Raises ExtractConfirmed, OutsideDeposits."""
    extract = hold_extract(extract_id)
    refuse_outside(extract, (row.month for row in rows))
    latest = {(row.month, row.category): row for row in rows}
    PayrollRow.objects.bulk_create(
        (PayrollRow(extract=extract, **asdict(row)) for row in latest.values()),
        update_conflicts=True,
        unique_fields=["extract", "month", "category"],
        update_fields=["days", "whole", "gross", "insurable_income", "contributions", "tax", "page"],
    )
    changed(extract, official, "payroll_rows_entered", len(latest))
