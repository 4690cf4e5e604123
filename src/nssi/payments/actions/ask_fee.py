"""Ask a person for a fee (S2.7)."""

from nssi.audit import Actor, record
from nssi.foundation import clock
from nssi.institution.models import CompetentBody
from nssi.law.money import Currency, exact, rounded
from nssi.law.parameters import Value
from nssi.payments.models import Fee
from nssi.people.models import Person


def ask_fee(
    price: Value,
    *,
    reason: str,
    person: Person,
    body: CompetentBody,
    subject_kind: str,
    subject_id: str,
    actor: Actor,
) -> Fee:
    """Return the fee for this subject, asked for now unless it was before; call it in a transaction.

    `price` is a parameter of the tariff; one in leva is asked for in euro, rounded half up.
    """
    fee, is_new = Fee.objects.get_or_create(
        subject_kind=subject_kind,
        subject_id=subject_id,
        defaults={
            "person": person,
            "body": body,
            "reason": reason,
            "cents": rounded(exact(price.money, Currency.EUR), Currency.EUR).cents,
            "tariff_verified": price.verified,
            "asked_at": clock.now(),
        },
    )
    if is_new:
        record(
            "payments.asked",
            actor=actor,
            subject_kind="fee",
            subject_id=str(fee.id),
            details={
                "of": f"{subject_kind} {subject_id}",
                "cents": fee.cents,
                "verified": fee.tariff_verified,
            },
        )
    return fee
