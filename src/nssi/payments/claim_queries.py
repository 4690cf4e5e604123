"""What the house asks about sums that are asked back: what of each claim is owed today, and what came back."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nssi.foundation import clock
from nssi.institution.parameters import current_parameters
from nssi.law.parameters import Parameters
from nssi.law.receipt import Receipt
from nssi.law.unemployment_benefit.repayment import Owed, RepaymentFacts, Sum, owed
from nssi.payments.models import CashBenefit, ClaimedSum, Repayment, RepaymentClaim


@dataclass(frozen=True)
class ClaimStanding:
    """A claim with all entries of money that came back, and by the law what is owed of it on a day."""

    claim: RepaymentClaim
    entries: tuple[Repayment, ...]
    receipt: Receipt[Owed]
    on: date

    @property
    def answer(self) -> Owed:
        """Principal, interest, and what is left of each."""
        return self.receipt.answer

    @property
    def paid(self) -> int:
        """What came back, in euro cents."""
        return sum(each.cents for each in self.entries if each.cancelled_at is None)

    @property
    def left(self) -> int:
        """What is still to be paid back, in euro cents; nothing of a claim that was revoked."""
        if self.claim.revoked_at is not None:
            return 0
        return self.answer.left_of_principal.cents + self.answer.left_of_interest.cents

    @property
    def too_much(self) -> int:
        """What came back and was not owed, in euro cents."""
        return self.paid if self.claim.revoked_at is not None else self.answer.too_much.cents


def asked_back_by_month(benefit: CashBenefit) -> Counter[date]:
    """Return by month (its first day) the euro cents that orders in force ask back."""
    asked: Counter[date] = Counter()
    for each in ClaimedSum.objects.filter(claim__benefit=benefit, claim__revoked_at=None):
        asked[each.month] += each.cents
    return asked


def claims_of(benefits: Iterable[CashBenefit]) -> dict[int, list[ClaimStanding]]:
    """Return by the id of its benefit how each claim stands today, the oldest first."""
    found: dict[int, list[ClaimStanding]] = defaultdict(list)
    claims = RepaymentClaim.objects.filter(benefit__in=[each.pk for each in benefits])
    claims = claims.prefetch_related("sums", "repayments__official", "repayments__cancelled_by")
    if claims:
        today, parameters = clock.today(), current_parameters()
        for claim in claims:
            found[claim.benefit_id].append(standing_of(claim, today, parameters))
    return found


def standing_of(claim: RepaymentClaim, on: date, parameters: Parameters) -> ClaimStanding:
    """Return how a claim stands at the end of a day."""
    entries = tuple(claim.repayments.all())
    facts = RepaymentFacts(
        received=tuple(Sum(each.received_on, _euro(each.cents)) for each in claim.sums.all()),
        paid_back=tuple(
            Sum(each.paid_on, _euro(each.cents)) for each in entries if each.cancelled_at is None
        ),
        with_interest=claim.with_interest,
        on=on,
    )
    return ClaimStanding(claim, entries, owed(facts, parameters), on)


def _euro(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)
