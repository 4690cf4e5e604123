"""What the house asks about benefits: what is due, what was paid, what came back, what was paid too much."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum

from nssi.payments.models import (
    AmountDue,
    BenefitPayment,
    CashBenefit,
    PaymentBlock,
    PaymentLine,
    PaymentList,
)
from nssi.people.models import Person

Sent = BenefitPayment.State.SENT
Returned = BenefitPayment.State.RETURNED
ORDERED = (Sent, Returned)
"""The states of what was ordered to the bank, whatever became of it."""

COUNTED = ("payments", "cents", "held", "without_account", "overpaid", "without_amount")


@dataclass
class MonthOfBenefit:
    """A month of a benefit: what is due by the decision in force, and what was ordered for it, one line a payment."""

    month: date
    due: AmountDue | None = None
    lines: list[PaymentLine] = field(default_factory=list)

    @property
    def due_cents(self) -> int:
        """What is due, in euro cents."""
        return self.due.euro_cents if self.due else 0

    @property
    def paid(self) -> int:
        """What was ordered and did not come back, in euro cents."""
        return sum(line.cents for line in self.lines if line.payment.state == Sent)

    @property
    def overpaid(self) -> int:
        """By how much more was paid than is due, in euro cents."""
        return max(0, self.paid - self.due_cents)

    @property
    def open(self) -> int:
        """What is still to be paid, in euro cents."""
        return max(0, self.due_cents - self.paid)


def benefit_of(subject_kind: str, subject_id: str) -> CashBenefit | None:
    """Return the benefit that was granted for this subject, or None."""
    return CashBenefit.objects.filter(subject_kind=subject_kind, subject_id=subject_id).first()


def months_of(benefit: CashBenefit) -> list[MonthOfBenefit]:
    """Return the months of a benefit, the newest first: those of which something is or was due."""
    return months_of_all([benefit])[benefit.pk]


def months_of_all(benefits: Iterable[CashBenefit]) -> dict[int, list[MonthOfBenefit]]:
    """Return the months of each of the benefits by its id, in two queries."""
    ids = [benefit.pk for benefit in benefits]
    found: dict[int, dict[date, MonthOfBenefit]] = {key: {} for key in ids}
    for due in AmountDue.objects.filter(benefit__in=ids, superseded_at=None):
        found[due.benefit_id][due.month] = MonthOfBenefit(due.month, due)
    for line in lines_of(PaymentLine.objects.filter(benefit__in=ids)):
        found[line.benefit_id].setdefault(line.month, MonthOfBenefit(line.month)).lines.append(line)
    return {
        key: [
            months[month]
            for month in sorted(months, reverse=True)
            if months[month].due_cents or months[month].lines
        ]
        for key, months in found.items()
    }


def lines_of(lines: QuerySet[PaymentLine]) -> QuerySet[PaymentLine]:
    """Return the lines of what was ordered to the bank, with their payments, the oldest order first."""
    ordered = lines.filter(payment__state__in=ORDERED)
    return ordered.select_related("payment__list", "payment__came_back").order_by(
        "payment__list__pay_on", "month", "id"
    )


def benefits_of(person: Person) -> list[CashBenefit]:
    """Return the benefits of a person, the newest first."""
    return list(
        CashBenefit.objects.filter(person=person).select_related("body").order_by("-opened_at", "-id")
    )


def paid_lines_of(person: Person, since: date, until: date, *, by_payment: bool) -> list[PaymentLine]:
    """Return what was ordered for a person, by the months it is for or by the day it was paid, the newest first (S1.12).

    `since` and `until` are days, both counted; for months their months are.
    """
    lines = lines_of(PaymentLine.objects.filter(benefit__person=person)).select_related(
        "payment__list", "payment__came_back", "benefit", "due"
    )
    if by_payment:
        found = lines.filter(payment__list__pay_on__range=(since, until))
        return list(found.order_by("-payment__list__pay_on", "-month", "id"))
    found = lines.filter(month__range=(since.replace(day=1), until))
    return list(found.order_by("-month", "-payment__list__pay_on", "id"))


def lists_of(body_code: str) -> QuerySet[PaymentList]:
    """Return the lists of a body, the newest first."""
    return (
        PaymentList.objects.filter(body=body_code)
        .select_related("begun_by", "settled_by")
        .order_by("-begun_at")
    )


def report_of(drawn: PaymentList) -> dict[str, int]:
    """Return what the blocks of a list found together, and how many of them are done."""
    sums = {name: Sum(name, default=0) for name in COUNTED}
    found: dict[str, int] = drawn.blocks.aggregate(**sums)
    states = list(drawn.blocks.values_list("state", flat=True))
    found["blocks"], found["blocks_done"] = len(states), states.count(PaymentBlock.State.DONE)
    found["left_out"] = 0
    if drawn.state == PaymentList.State.APPROVED:
        found["left_out"] = drawn.payments.filter(state=BenefitPayment.State.LEFT_OUT).count()
    return found


def not_paid_in(drawn: PaymentList, limit: int) -> list[CashBenefit]:
    """Return benefits at which somebody has to look before the next list, as they are now: held, or without account or amount."""
    benefits = CashBenefit.objects.filter(kind=drawn.kind, body=drawn.body_id)
    asks = ~Q(hold="") | Q(iban="") | Q(unknown_from__lte=drawn.month)
    return list(benefits.filter(asks).select_related("person").order_by("id")[:limit])


def overpaid_in(drawn: PaymentList, limit: int) -> list[tuple[CashBenefit, int]]:
    """Return benefits of the body for which more was paid than is due for some month and was not asked back, and by how many cents."""
    due = AmountDue.objects.filter(benefit=OuterRef("benefit"), month=OuterRef("month"), superseded_at=None)
    sent = PaymentLine.objects.filter(
        benefit__kind=drawn.kind, benefit__body=drawn.body_id, payment__state=Sent
    )
    months = (
        sent.values("benefit", "month")
        .annotate(paid=Sum("cents"), due=Subquery(due.values("euro_cents")))
        .filter(paid__gt=F("due"))
    )
    sums: dict[int, int] = defaultdict(int)
    for month in months:
        sums[month["benefit"]] += month["paid"] - month["due"]
    benefits = CashBenefit.objects.filter(pk__in=sums).select_related("person").order_by("pk")
    over = [(benefit, sums[benefit.pk] - benefit.asked_back) for benefit in benefits]
    return [(benefit, cents) for benefit, cents in over if cents > 0][:limit]
