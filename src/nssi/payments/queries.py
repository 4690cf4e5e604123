"""What the house asks about fees."""

from nssi.payments.models import Fee
from nssi.people.models import Person


def fee_of(subject_kind: str, subject_id: str) -> Fee | None:
    """Return the fee that was asked for this subject, or None."""
    return (
        Fee.objects.select_related("recorded_by")
        .filter(subject_kind=subject_kind, subject_id=subject_id)
        .first()
    )


def due_fees(person: Person) -> list[Fee]:
    """Return the fees that the person has to pay, the oldest first."""
    return list(Fee.objects.filter(person=person, state=Fee.State.DUE).order_by("asked_at"))
