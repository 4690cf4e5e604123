"""Lists of what is paid: what is due by decisions, once, under four eyes (issue 7, S1.11)."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from nssi.foundation import clock
from nssi.law.money import Currency
from nssi.payments.actions.change_account import change_account
from nssi.payments.actions.draw_up_list import NotToBeDrawn
from nssi.payments.actions.enter_return import enter_return
from nssi.payments.actions.hold_benefit import hold_benefit
from nssi.payments.actions.settle_list import approve_list, discard_list
from nssi.payments.benefit_queries import months_of, not_paid_in, overpaid_in, report_of
from nssi.payments.errors import PaymentRefused
from nssi.payments.models import (
    AmountDue,
    BenefitPayment,
    CashBenefit,
    PaymentLine,
    PaymentList,
    PaymentReturn,
)
from tests.support.benefits import ANOTHER_IBAN, IBAN, SUBJECT, drawn, paid, state, subject_id
from tests.support.officials import Role, make_official

pytestmark = pytest.mark.django_db

APRIL, MAY, JUNE = date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1)
PAY_ON = date(2026, 7, 15)
INSPECTOR = Role.UNEMPLOYMENT_INSPECTOR


@pytest.fixture(autouse=True)
def _in_july():
    with clock.shift(datetime(2026, 7, 10, 9, tzinfo=UTC) - clock.now()):
        yield


@pytest.fixture
def first(db):
    return make_official(INSPECTOR)


@pytest.fixture
def second(db):
    return make_official(INSPECTOR, name="Петър Колев")


def sums() -> list[int]:
    return list(BenefitPayment.objects.order_by("pk").values_list("cents", flat=True))


def test_a_list_pays_what_is_due_and_says_by_which_decision(person, first):
    state("a", person, {APRIL: 100_00, MAY: 90_00, JUNE: 80_00}, "7")
    found = drawn(MAY, first)
    payment = BenefitPayment.objects.get(list=found)
    assert (found.state, payment.cents, payment.iban, payment.payee) == (
        "drawn",
        190_00,
        IBAN,
        person.full_name,
    )
    lines = [
        (line.month, line.cents, line.due.cents, line.due.decision_id)
        for line in payment.lines.order_by("month")
    ]
    assert lines == [(APRIL, 100_00, 100_00, "7"), (MAY, 90_00, 90_00, "7")]
    assert report_of(found)["cents"] == 190_00


def test_what_was_paid_is_not_paid_again(person, first, second):
    state("a", person, {APRIL: 100_00, MAY: 90_00})
    paid(APRIL, first, second, PAY_ON)
    paid(MAY, second, first, PAY_ON)
    with pytest.raises(PaymentRefused, match="няма плащания"):
        paid(MAY, first, second, PAY_ON)
    assert sorted(sums()) == [90_00, 100_00]


def test_a_change_is_paid_as_the_difference(person, first, second):  # изменение
    state("a", person, {APRIL: 100_00})
    paid(APRIL, first, second, PAY_ON)
    state("a", person, {APRIL: 120_00}, "2")
    paid(APRIL, first, second, PAY_ON)
    assert sorted(sums()) == [20_00, 100_00]
    assert {line.due.decision_id for line in PaymentLine.objects.select_related("due")} == {"1", "2"}


def test_what_a_later_decision_takes_away_is_not_paid_and_what_was_paid_is_told(
    person, first, second
):  # прекратяване
    benefit = state("a", person, {APRIL: 100_00, MAY: 90_00})
    paid(APRIL, first, second, PAY_ON)
    state("a", person, {APRIL: 40_00}, "2")
    found = drawn(MAY, first)
    assert not found.payments.exists()
    assert report_of(found)["overpaid"] == 1
    assert overpaid_in(found, 10) == [(benefit, 60_00)]
    assert [(month.month, month.due_cents, month.paid, month.overpaid) for month in months_of(benefit)] == [
        (APRIL, 40_00, 100_00, 60_00)
    ]


def test_a_decision_that_leaves_a_month_as_it_was_keeps_its_first_row(person):
    state("a", person, {APRIL: 100_00, MAY: 90_00})
    state("a", person, {APRIL: 100_00}, "2")
    now = (
        AmountDue.objects.filter(superseded_at=None)
        .order_by("month")
        .values_list("euro_cents", "decision_id")
    )
    assert list(now) == [(100_00, "1"), (0, "2")]


def test_leva_are_paid_in_euro_by_the_rule_of_the_third_digit(person, first):
    state("a", person, {date(2025, 12, 1): 360_00}, currency=Currency.BGN)
    assert drawn(APRIL, first).payments.get().cents == 184_07  # 360 ÷ 1.95583 = 184.0651…


@pytest.mark.parametrize("why", ["account", "hold", "amount"])
def test_what_cannot_be_paid_is_told_with_its_reason(person, other_person, first, why):
    state("b", other_person, {APRIL: 50_00})
    benefit = state(
        "a", person, {APRIL: 100_00}, iban="" if why == "account" else IBAN,
        unknown_from=MAY if why == "amount" else None,
    )  # fmt: skip
    if why == "hold":
        hold_benefit(SUBJECT, subject_id("a"), CashBenefit.Hold.WITHDRAWN)
    found = drawn(MAY, first)
    report = report_of(found)
    counts = {
        "account": report["without_account"],
        "hold": report["held"],
        "amount": report["without_amount"],
    }
    assert counts == {**dict.fromkeys(counts, 0), why: 1}
    assert not_paid_in(found, 10) == [benefit]
    assert found.payments.filter(benefit__person=other_person).get().cents == 50_00


def test_a_month_that_is_not_over_is_not_paid(person, first):  # Art. 54v(1)
    state("a", person, {APRIL: 100_00})
    with pytest.raises(NotToBeDrawn):
        drawn(date(2026, 7, 1), first)


def test_one_list_at_a_time(person, first, second):
    state("a", person, {APRIL: 100_00})
    found = drawn(APRIL, first)
    with pytest.raises(NotToBeDrawn) as refusal:
        drawn(APRIL, second)
    assert refusal.value.open_list == found
    discard_list(found.pk, second)
    assert drawn(APRIL, second).payments.get().cents == 100_00


def test_each_body_pays_its_own(person, other_person, first):
    state("a", person, {APRIL: 100_00})
    state("b", other_person, {APRIL: 50_00}, body="02")
    assert drawn(APRIL, first).payments.get().benefit.person == person


def test_who_drew_the_list_up_does_not_approve_it(person, first, second):  # four eyes
    state("a", person, {APRIL: 100_00})
    found = drawn(APRIL, first)
    with pytest.raises(PaymentRefused, match="Одобрява го друг служител"):
        approve_list(found.pk, first, PAY_ON)
    with pytest.raises(PaymentRefused, match="работен ден"):
        approve_list(found.pk, second, date(2026, 7, 18))
    with pytest.raises(PaymentList.DoesNotExist):
        approve_list(found.pk, make_official(INSPECTOR, body="02"), PAY_ON)
    approved = approve_list(found.pk, second, PAY_ON)
    assert (approved.state, approved.pay_on) == ("approved", PAY_ON)
    with pytest.raises(PaymentRefused, match="вече е приключен"):
        approve_list(found.pk, second, PAY_ON)


CHANGES = {
    "decision": lambda person: state("a", person, {APRIL: 30_00}, "2"),
    "account": lambda person: change_account(SUBJECT, subject_id("a"), ANOTHER_IBAN),
    "hold": lambda person: hold_benefit(SUBJECT, subject_id("a"), CashBenefit.Hold.WITHDRAWN),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changed_since_the_list_was_drawn_up_is_left_out(person, other_person, first, second, change):
    benefit = state("a", person, {APRIL: 100_00})
    state("b", other_person, {APRIL: 50_00})
    found = drawn(APRIL, first)
    CHANGES[change](person)
    approve_list(found.pk, second, PAY_ON)
    assert {row.benefit_id == benefit.pk: row.state for row in found.payments.all()} == {
        True: "left_out", False: "sent",
    }  # fmt: skip
    later = {"decision": [30_00], "account": [100_00], "hold": []}[change]
    assert [payment.cents for payment in drawn(APRIL, first).payments.all()] == later


def test_what_came_back_is_due_again_and_waits_for_another_account(person, first, second):
    benefit = state("a", person, {APRIL: 100_00})
    payment = paid(APRIL, first, second, PAY_ON).payments.get()
    with clock.shift(datetime(2026, 7, 20, tzinfo=UTC) - clock.now()):
        with pytest.raises(PaymentRefused, match="не по-късно от днес"):
            enter_return(payment.pk, first, date(2026, 7, 21), PaymentReturn.Why.CLOSED_ACCOUNT)
        enter_return(payment.pk, first, date(2026, 7, 17), PaymentReturn.Why.CLOSED_ACCOUNT)
        with pytest.raises(PaymentRefused, match="вече се е върнало"):
            enter_return(payment.pk, first, date(2026, 7, 17), PaymentReturn.Why.CLOSED_ACCOUNT)
        held = drawn(APRIL, first)
        assert (held.payments.count(), report_of(held)["held"]) == (0, 1)
        discard_list(held.pk, first)
        change_account(SUBJECT, subject_id("a"), ANOTHER_IBAN)
        again = drawn(APRIL, first).payments.get()
    assert (again.cents, again.iban) == (100_00, ANOTHER_IBAN)
    assert [month.open for month in months_of(benefit)] == [100_00]


def test_proof_never_changes(person, first, second):
    state("a", person, {APRIL: 100_00})
    found = paid(APRIL, first, second, PAY_ON)
    for change in (
        lambda: AmountDue.objects.update(euro_cents=1, cents=1),
        lambda: BenefitPayment.objects.update(iban=ANOTHER_IBAN),
        lambda: PaymentLine.objects.update(cents=1),
        lambda: PaymentList.objects.filter(pk=found.pk).update(pay_on=date(2026, 8, 3)),
    ):
        with pytest.raises(IntegrityError, match=r"never changes|append-only"), transaction.atomic():
            change()
