"""Change what the archive knows of documents that were taken over (O-20)."""

from django.db import transaction

from nssi.access.models import Official
from nssi.archive.holdings import DepositData, assign, hold_insurer, note_change, refuse_overlapping
from nssi.archive.models import Deposit, HoldingChange


@transaction.atomic
def change_deposit(insurer_id: int, deposit_id: int, data: DepositData, official: Official) -> Deposit:
    """Return the deposit with these data; where nothing differs nothing is noted. Raises Overlaps, DoesNotExist."""
    insurer = hold_insurer(insurer_id)
    deposit = Deposit.objects.get(pk=deposit_id, insurer=insurer)
    refuse_overlapping(insurer_id, data, but=deposit_id)
    before, after = assign(deposit, data)
    if after:
        deposit.save()
        note_change(insurer, HoldingChange.What.DEPOSIT_CHANGED, official, before, after)
    return deposit
