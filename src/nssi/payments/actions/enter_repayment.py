"""Enter that money came back from a person of whom it was asked; cancel an entry that was wrong."""

from datetime import date

from django.utils.translation import gettext as _

from nssi.access.models import Official
from nssi.foundation import clock
from nssi.payments.errors import PaymentRefused
from nssi.payments.models import Repayment, RepaymentClaim


def enter_repayment(
    claim: RepaymentClaim, official: Official, *, paid_on: date, cents: int, proof: str
) -> Repayment:
    """Return the entry; call it in the transaction of the act. Raises PaymentRefused."""
    first = min((each.received_on for each in claim.sums.all()), default=clock.today())
    if not first <= paid_on <= clock.today():
        raise PaymentRefused(_("Денят е след получаването на сумите и не по-късно от днес."))
    return Repayment.objects.create(
        claim=claim,
        paid_on=paid_on,
        cents=cents,
        proof=proof,
        official=official,
        entered_at=clock.now(),
    )


def cancel_repayment(repayment_id: int, official: Official, why: str) -> None:
    """Let an entry count no more; one that is cancelled already stays as it is."""
    Repayment.objects.filter(pk=repayment_id, cancelled_at=None).update(
        cancelled_at=clock.now(), cancelled_by=official, cancelled_why=why
    )
