"""Note that an order asks back what was paid too much."""

from django.db.models import F

from nssi.payments.models import CashBenefit


def ask_back(subject_kind: str, subject_id: str, cents: int) -> None:
    """Note that an order asks back `cents` (of euro) more; in the transaction of the order. Lists tell of the rest alone."""
    benefit = CashBenefit.objects.filter(subject_kind=subject_kind, subject_id=subject_id)
    benefit.update(asked_back=F("asked_back") + cents)
