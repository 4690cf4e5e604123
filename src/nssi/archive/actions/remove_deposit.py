"""Remove a deposit that was entered by mistake (O-20)."""

from django.db import transaction

from nssi.access.models import Official
from nssi.archive.holdings import as_told, data_of, hold_insurer, note_change
from nssi.archive.models import Deposit, HoldingChange


@transaction.atomic
def remove_deposit(insurer_id: int, deposit_id: int, official: Official) -> None:
    """Remove a deposit; the history keeps what it was. Raises DoesNotExist."""
    insurer = hold_insurer(insurer_id)
    deposit = Deposit.objects.get(pk=deposit_id, insurer=insurer)
    before = as_told(data_of(deposit))
    deposit.delete()
    note_change(insurer, HoldingChange.What.DEPOSIT_REMOVED, official, before, {})
