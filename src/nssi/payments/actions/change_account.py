"""Let a benefit be paid to another account."""

from nssi.payments.models import CashBenefit


def change_account(subject_kind: str, subject_id: str, iban: str) -> None:
    """Pay the benefit of this subject, if there is one, to another account from the next list on; in the caller's transaction.

    What was held because a payment came back is paid there too.
    """
    benefits = CashBenefit.objects.select_for_update()
    for benefit in benefits.filter(subject_kind=subject_kind, subject_id=subject_id):
        benefit.iban = iban
        if benefit.hold == CashBenefit.Hold.RETURNED:
            benefit.hold = ""
        benefit.save(update_fields=["iban", "hold"])
