"""Hold a benefit back."""

from nssi.payments.models import CashBenefit


def hold_benefit(subject_kind: str, subject_id: str, why: CashBenefit.Hold) -> None:
    """Pay nothing more of the benefit of this subject, if there is one; in the caller's transaction."""
    CashBenefit.objects.filter(subject_kind=subject_kind, subject_id=subject_id).update(hold=why)
