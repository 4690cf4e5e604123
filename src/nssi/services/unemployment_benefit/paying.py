"""What is paid by the decisions of this service: the months of a receipt as amounts due, and the account they go to (S1.11)."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse

from nssi.applications.changes import changeable, current_answers
from nssi.applications.models import Application, Change
from nssi.foundation import clock
from nssi.law.calendar import Month
from nssi.law.money import Currency, Money
from nssi.payments.actions.change_account import change_account
from nssi.payments.actions.hold_benefit import hold_benefit
from nssi.payments.actions.state_amounts import Granted, MonthDue, state_amounts
from nssi.payments.benefit_queries import benefit_of, months_of
from nssi.payments.models import CashBenefit, PaymentReturn
from nssi.payments.sources import Source
from nssi.proceedings.actions.tell_person import tell_person
from nssi.proceedings.models import SUBJECT, Proceeding
from nssi.proceedings.queries import proceeding as proceeding_with
from nssi.services.unemployment_benefit.forms import SLUG
from nssi.services.unemployment_benefit.models import BenefitDecision, Registration


def pay_by(decision: BenefitDecision, registration: Registration) -> None:
    """Let be due what the receipt of the decision says, in the transaction of the decision; nothing where it refuses."""
    answer = decision.receipt["answer"]
    if not answer["entitled"]:
        return
    granted = _granted(decision.proceeding, registration)
    state_amounts(granted, months_due(answer), str(decision.pk), unknown_from(answer))


def _granted(proceeding: Proceeding, registration: Registration) -> Granted:
    return Granted(
        kind=CashBenefit.Kind.UNEMPLOYMENT,
        subject_kind=SUBJECT,
        subject_id=str(proceeding.pk),
        person_id=proceeding.person_id,
        body_code=proceeding.body_id,
        number=registration.number,
        iban=account_of(proceeding.application),
    )


def pay_nothing(decision: BenefitDecision, registration: Registration) -> None:
    """Let nothing have been due, by a decision that annuls the grant: what was paid was paid too much."""
    state_amounts(_granted(decision.proceeding, registration), (), str(decision.pk))


def stop_paying(revoked: BenefitDecision, registration: Registration) -> None:
    """Let nothing be due from this month on by a decision that was revoked; what was due before waits for a new order."""
    answer = revoked.receipt["answer"]
    if not answer["entitled"]:
        return
    this_month = Month.of(clock.today()).first
    kept = (due for due in months_due(answer) if due.month < this_month)
    state_amounts(_granted(revoked.proceeding, registration), kept, str(revoked.pk))


def months_due(answer: Mapping[str, Any]) -> Iterator[MonthDue]:
    """Give the months of the answer of a receipt (`law.unemployment_benefit.assess.Assessment` as JSON)."""
    for payment in answer["payments"]:
        money = Money.of(Decimal(payment["amount"]), Currency(payment["currency"]))
        yield MonthDue(_first(payment["month"]), payment["working_days"], money)


def unknown_from(answer: Mapping[str, Any]) -> date | None:
    """Return the first month of the period whose amount is not known yet, for a limit of the law was missing; None for none."""
    if answer["to"] is None:
        return None
    stated = [Month.of(_first(payment["month"])) for payment in answer["payments"]]
    first = max(stated).plus(1) if stated else Month.of(date.fromisoformat(answer["from"]))
    return first.first if first <= Month.of(date.fromisoformat(answer["to"])) else None


def account_of(application: Application) -> str:
    """Return the account that the person gave; empty where there is none, as on paper."""
    return str(current_answers(application).get("account", {}).get("iban", ""))


def follow_change(application: Application, change: Change) -> None:
    """Answer `applications.events.when_changed`: pay to the new account, or nothing after a withdrawal."""
    proceeding = Proceeding.objects.filter(application=application, service=SLUG).first()
    if proceeding is None:
        return
    if change.what == Change.What.ACCOUNT:
        change_account(SUBJECT, str(proceeding.pk), str(change.value.get("iban", "")))
    elif change.what == Change.What.WITHDRAWAL:
        hold_benefit(SUBJECT, str(proceeding.pk), CashBenefit.Hold.WITHDRAWN)


def account_stays(application: Application) -> Collection[Change.What]:
    """Answer `applications.events.stays_changeable`: the account, while something is due that is not paid."""
    proceeding = Proceeding.objects.filter(application=application, service=SLUG).first()
    benefit = benefit_of(SUBJECT, str(proceeding.pk)) if proceeding else None
    if benefit is None or not any(month.open for month in months_of(benefit)):
        return ()
    return (Change.What.ACCOUNT,)


def account_page(benefit: CashBenefit) -> str:
    """Return the address where the person gives another account; nothing where nothing goes there any more."""
    if benefit.subject_kind != SUBJECT:
        return ""
    application = proceeding_with(benefit.subject_id).application
    if Change.What.ACCOUNT not in changeable(application):
        return ""
    return reverse("application_change", args=[application.pk, Change.What.ACCOUNT.value])


def payment_came_back(came_back: PaymentReturn) -> None:
    """Answer `payments.events.when_returned`: the person is told, and asked for another account where that is to blame."""
    benefit = came_back.payment.benefit
    if benefit.kind != CashBenefit.Kind.UNEMPLOYMENT or benefit.subject_kind != SUBJECT:
        return
    context = {"other_account": came_back.why != PaymentReturn.Why.OTHER}
    tell_person(
        proceeding_with(benefit.subject_id),
        "unemployment_benefit/messages/returned",
        str(came_back.payment_id),
        context,
    )


def _first(month: str) -> date:
    year, number = month.split("-")
    return date(int(year), int(number), 1)


def is_granted(proceeding: Proceeding) -> bool:
    """Return whether something is or was due in this proceeding."""
    return benefit_of(SUBJECT, str(proceeding.pk)) is not None


SOURCE = Source(
    CashBenefit.Kind.UNEMPLOYMENT,
    receipt_url="benefit_receipt",
    case_url="benefit_months",
    account_page=account_page,
)
"""Where officials see what a payment rests on, and where its person gives another account."""
