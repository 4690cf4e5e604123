"""Benefits without a proceeding: what a decision would have stated, and lists drawn up to their end."""

from datetime import date
from itertools import count
from uuid import NAMESPACE_OID, uuid5

from django.db import transaction

from nssi.access.models import Official
from nssi.law.money import Currency, Money
from nssi.payments.actions.draw_block import draw_block, end_list
from nssi.payments.actions.draw_up_list import draw_up_list
from nssi.payments.actions.settle_list import approve_list
from nssi.payments.actions.state_amounts import Granted, MonthDue, state_amounts
from nssi.payments.models import CashBenefit, PaymentBlock, PaymentList
from nssi.people.models import Person

KIND = CashBenefit.Kind.UNEMPLOYMENT
IBAN = "BG80BNBG96611020345678"
ANOTHER_IBAN = "BG18RZBB91550123456789"

SUBJECT = "specimen"

_numbers = count(1)


def subject_id(name: str) -> str:
    """Return the id of a subject that a test calls by a short name."""
    return str(uuid5(NAMESPACE_OID, name))


@transaction.atomic
def state(
    subject: str,
    person: Person,
    months: dict[date, int],
    decision: str = "1",
    *,
    body: str = "03",
    iban: str = IBAN,
    currency: Currency = Currency.EUR,
    unknown_from: date | None = None,
) -> CashBenefit:
    """Let a decision say what is due: cents by the first day of the month."""
    granted = Granted(
        KIND,
        SUBJECT,
        subject_id(subject),
        person.pk,
        body,
        f"{body}1-00-{next(_numbers):04d}/01.03.2026",
        iban,
    )
    due = [MonthDue(month, 20, Money(cents, currency)) for month, cents in months.items()]
    return state_amounts(granted, due, decision, unknown_from)


def drawn(month: date, official: Official) -> PaymentList:
    """Return a list drawn up to its end."""
    return drawn_to_its_end(draw_up_list(KIND, month, official))


def drawn_to_its_end(begun: PaymentList) -> PaymentList:
    """Do what the jobs of a list do."""
    for block in PaymentBlock.objects.filter(list=begun).values_list("pk", flat=True):
        draw_block(block)
        end_list(block)
    begun.refresh_from_db()
    return begun


def paid(month: date, first: Official, second: Official, pay_on: date) -> PaymentList:
    """Return a list that one official drew up and another approved."""
    return approve_list(drawn(month, first).pk, second, pay_on)
