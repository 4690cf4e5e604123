"""What is paid by the orders of this service, each figure traced to its receipt (S1.11, S1.12)."""

from datetime import UTC, date, datetime

import pytest

from nssi.applications.actions.change_application import change_application
from nssi.applications.actions.withdraw_application import withdraw_application
from nssi.applications.models import Change, IdentifiedBy
from nssi.foundation import clock
from nssi.law.recompute import recompute
from nssi.messages.models import OutgoingMessage
from nssi.payments.actions.enter_return import enter_return
from nssi.payments.benefit_queries import months_of
from nssi.payments.models import AmountDue, CashBenefit, PaymentReturn
from nssi.services.unemployment_benefit.models import BenefitDecision
from nssi.services.unemployment_benefit.paying import unknown_from
from tests.services.unemployment_case import (
    FILED,
    act,
    granted,
    inspector,
    proceeding,
    worked,
)
from tests.support.benefits import ANOTHER_IBAN, drawn, paid
from tests.support.officials import Role, at_work, make_official

__all__ = ["act", "at_work", "granted", "inspector", "proceeding", "worked"]

pytestmark = pytest.mark.django_db

IN_JUNE = datetime(2026, 6, 10, 9, tzinfo=UTC)
APRIL, MAY = date(2026, 4, 1), date(2026, 5, 1)


@pytest.fixture(autouse=True)
def _on_the_day_of_filing():
    with clock.shift(FILED - clock.now()):
        yield


def due() -> dict[date, int]:
    return {
        row.month: row.euro_cents for row in AmountDue.objects.filter(superseded_at=None).order_by("month")
    }


def test_a_grant_lets_its_months_be_due(granted):
    decision = BenefitDecision.objects.get()
    benefit = CashBenefit.objects.get()
    assert (benefit.number, benefit.iban[-4:]) == (granted.registration.number, "5678")
    stated = {
        date.fromisoformat(f"{row['month']}-01"): round(float(row["amount"]) * 100)
        for row in decision.receipt["answer"]["payments"]
    }
    assert due() == stated
    assert len(stated) == 5  # 16.03.2026 and four months
    assert recompute(decision.receipt).same


def test_every_figure_that_is_paid_is_that_of_a_receipt(granted, inspector):
    with clock.shift(IN_JUNE - clock.now()):
        found = paid(MAY, make_official(Role.UNEMPLOYMENT_INSPECTOR), inspector, date(2026, 6, 15))
    for line in found.payments.get().lines.select_related("due"):
        receipt = BenefitDecision.objects.get(pk=line.due.decision_id).receipt
        row = next(row for row in receipt["answer"]["payments"] if row["month"] == f"{line.month:%Y-%m}")
        assert f"{line.cents // 100}.{line.cents % 100:02d}" == row["amount"]
        assert (line.due.working_days, row["currency"]) == (row["working_days"], "EUR")


EVENTS = [("започна временна неработоспособност", "suspended"), ("лицето почина", "stopped")]


@pytest.mark.parametrize(("event", "state"), EVENTS, ids=[state for _, state in EVENTS])
def test_suspended_and_stopped_orders_are_paid_until_their_day(
    granted, act, inspector, event, state
):  # Art. 54g
    whole = due()[MAY]
    with clock.shift(IN_JUNE - clock.now()):
        found = drawn(MAY, make_official(Role.UNEMPLOYMENT_INSPECTOR))
        typed = {"Какво се промени?": event, "От коя дата?": date(2026, 5, 4), "Доказателство": "справка"}
        page = act(granted, "Впишете промяна в обстоятелствата", **typed)
        assert page.errors == []
        assert granted.state == state
        assert found.payments.get().cents > due()[MAY] + due()[APRIL]
    assert due()[MAY] == 0 < whole
    assert set(due().values()) > {0}
    assert months_of(CashBenefit.objects.get())[0].month == APRIL


def test_a_refusal_pays_nothing(proceeding, act):
    for title, typed in (
        ("Регистрирайте лицето", {}),
        ("Прегледайте документите", {"Копие от акта за прекратяване на правоотношението: акт.pdf": "приет"}),
        ("Решете по заявлението", {"Доказателство за прекратяването": "заповед № 12"}),
    ):
        act(proceeding, title, **typed)
    assert proceeding.state == "refused"
    assert not CashBenefit.objects.exists()


def test_the_person_gives_another_account(granted, person):
    change_application(
        granted.application_id,
        person,
        Change.What.ACCOUNT,
        {"iban": ANOTHER_IBAN, "own": True},
        IdentifiedBy.PIK,
    )
    assert CashBenefit.objects.get().iban == ANOTHER_IBAN


def test_who_gets_no_money_is_told_and_asked_for_another_account(granted, inspector):
    with clock.shift(IN_JUNE - clock.now()):
        found = paid(MAY, make_official(Role.UNEMPLOYMENT_INSPECTOR), inspector, date(2026, 6, 10))
        enter_return(found.payments.get().pk, inspector, date(2026, 6, 10), PaymentReturn.Why.CLOSED_ACCOUNT)
    message = OutgoingMessage.objects.get(subject="Плащане се върна от банката")
    assert (message.to, "Посочете друга сметка" in message.text) == ("maria@example.bg", True)
    assert f"/moite/zayavleniya/{granted.application_id}/" in message.text


def test_after_a_withdrawal_nothing_is_paid(granted, person, inspector):
    withdraw_application(granted.application_id, person, IdentifiedBy.PIK)
    assert CashBenefit.objects.get().hold == "withdrawn"


def test_the_tab_and_the_receipt_behind_each_month(granted, at_work, inspector):
    page = at_work(inspector).get(f"/sluzhiteli/prepiski/{granted.pk}/").follow("Изплащане")
    decision = BenefitDecision.objects.get()
    assert "05.2026" in page.text
    page = page.follow(f"решение № {decision.pk}: 05.2026\N{NO-BREAK SPACE}г.")
    for told in ("чл. 54б", "Дължимо по месеци", "Използвани стойности", inspector.full_name):
        assert told in page.text
    stranger = make_official(Role.UNEMPLOYMENT_INSPECTOR, body="02")
    assert at_work(stranger).get(page.path).status == 403
    assert at_work(inspector).get(page.path.replace(str(decision.pk), "999999")).status == 404


def test_before_a_decision_there_is_no_such_tab(proceeding, at_work, inspector):
    page = at_work(inspector).get(f"/sluzhiteli/prepiski/{proceeding.pk}/")
    assert "Изплащане" not in page.links
    assert at_work(inspector).get(f"{page.path}izplashtane/").status == 404


UNKNOWN = [
    ({"from": "2026-11-01", "to": "2027-02-28", "payments": [{"month": "2026-11"}, {"month": "2026-12"}]}, date(2027, 1, 1)),
    ({"from": "2026-11-01", "to": "2026-12-31", "payments": [{"month": "2026-11"}, {"month": "2026-12"}]}, None),
    ({"from": "2026-11-01", "to": None, "payments": []}, None),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "since"), UNKNOWN)
def test_months_for_which_the_law_has_no_limits_yet_are_told(answer, since):
    assert unknown_from(answer) == since


def test_what_is_still_due_goes_to_another_account_though_the_case_is_closed(
    granted, act, visit, person, inspector
):
    with clock.shift(IN_JUNE - clock.now()):
        event = {"Какво се промени?": "отпусната е пенсия", "От коя дата?": date(2026, 5, 4)}
        act(granted, "Впишете промяна в обстоятелствата", **event, Доказателство="справка")
        assert granted.closed_at is not None
        page = (
            visit(person).get("/moite/pari/").follow(f"Посочете друга сметка: {granted.registration.number}")
        )
        page = page.submit({"IBAN на банковата Ви сметка": ANOTHER_IBAN, "Сметката е на мое име": True})
        assert "Промяната е заведена" in page.text
        assert "Променете: адрес" not in page.text, "nothing else of it can be changed"
        assert CashBenefit.objects.get().iban == ANOTHER_IBAN
        paid(MAY, make_official(Role.UNEMPLOYMENT_INSPECTOR), inspector, date(2026, 6, 15))
        page = visit(person).get("/moite/pari/")
        assert not [text for text in page.links if text.startswith("Посочете друга сметка")], "all is paid"
        address = f"/moite/zayavleniya/{granted.application_id}/promyana/account/"
        assert visit(person).get(address).status == 404
