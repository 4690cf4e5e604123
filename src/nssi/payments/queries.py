"""What the house asks about fees."""

from nssi.payments.models import Fee


def fee_of(subject_kind: str, subject_id: str) -> Fee | None:
    """Return the fee that was asked for this subject, or None."""
    return Fee.objects.filter(subject_kind=subject_kind, subject_id=subject_id).first()
