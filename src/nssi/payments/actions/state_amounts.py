"""State what is due for each month of a benefit, as the receipt of a decision says it (S1.11)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nssi.foundation import clock
from nssi.law.money import Currency, Money, benefit_in_euro
from nssi.payments.models import AmountDue, CashBenefit


@dataclass(frozen=True)
class Granted:
    """A benefit as the room knows it that granted it: its kind, its subject, whose it is, who pays it, under which number."""

    kind: CashBenefit.Kind
    subject_kind: str
    subject_id: str
    person_id: UUID
    body_code: str
    number: str
    iban: str


@dataclass(frozen=True)
class MonthDue:
    """What is due for a month (named by its first day), and for how many working days."""

    month: date
    working_days: int
    money: Money


def state_amounts(
    granted: Granted, months: Iterable[MonthDue], decision_id: str, unknown_from: date | None = None
) -> CashBenefit:
    """Let the benefit be due as a decision says; call it in the transaction of the decision.

    A month that the decision leaves as it was keeps its row, and so the decision that said it first; one that it names no more
    becomes zero. Amounts in leva are paid in euro by the rule for running benefits. `unknown_from`: the first month whose amount
    it could not tell yet.
    """
    benefit = _benefit(granted, unknown_from)
    before = {row.month: row for row in benefit.amounts.filter(superseded_at=None)}
    after = {each.month: each for each in months}
    for month, row in before.items():
        after.setdefault(month, MonthDue(month, 0, Money(0, Currency(row.currency))))
    changed = [each for month, each in after.items() if not _says(before.get(month), each)]
    now = clock.now()
    outdated = [before[each.month].pk for each in changed if each.month in before]
    AmountDue.objects.filter(pk__in=outdated).update(superseded_at=now)
    AmountDue.objects.bulk_create(
        AmountDue(
            benefit=benefit,
            month=each.month,
            working_days=each.working_days,
            cents=each.money.cents,
            currency=each.money.currency.value,
            euro_cents=in_euro(each.money),
            decision_id=decision_id,
            stated_at=now,
        )
        for each in changed
    )
    return benefit


def in_euro(money: Money) -> int:
    """Return an amount in euro cents, as it is paid."""
    return money.cents if money.currency == Currency.EUR else benefit_in_euro(money.cents)


def _benefit(granted: Granted, unknown_from: date | None) -> CashBenefit:
    benefit, is_new = CashBenefit.objects.select_for_update().get_or_create(
        subject_kind=granted.subject_kind,
        subject_id=granted.subject_id,
        defaults={
            "kind": granted.kind,
            "person_id": granted.person_id,
            "body_id": granted.body_code,
            "number": granted.number,
            "iban": granted.iban,
            "unknown_from": unknown_from,
            "opened_at": clock.now(),
        },
    )
    if not is_new:
        benefit.body_id, benefit.unknown_from = granted.body_code, unknown_from
        benefit.save(update_fields=["body", "unknown_from"])
    return benefit


def _says(row: AmountDue | None, each: MonthDue) -> bool:
    return row is not None and (row.working_days, row.cents, row.currency) == (
        each.working_days,
        each.money.cents,
        each.money.currency.value,
    )
