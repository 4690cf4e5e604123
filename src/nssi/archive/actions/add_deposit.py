"""Add documents of an insurer that were taken over (O-20)."""

from django.db import transaction

from nssi.access.models import Official
from nssi.archive.holdings import DepositData, as_told, hold_insurer, note_change, refuse_overlapping
from nssi.archive.models import Deposit, HoldingChange


@transaction.atomic
def add_deposit(insurer_id: int, data: DepositData, official: Official) -> Deposit:
    """Return the deposit, added now. Raises Overlaps, TerminatedInsurer.DoesNotExist."""
    insurer = hold_insurer(insurer_id)
    refuse_overlapping(insurer_id, data)
    deposit = Deposit.objects.create(insurer=insurer, **vars(data))
    note_change(insurer, HoldingChange.What.DEPOSIT_ADDED, official, {}, as_told(data))
    return deposit
