"""Sums received without ground come back: with interest by days, entered by an official, seen by the person; and an order that
asks them back is revoked on appeal (Art. 113, 114, 117; S1.12). The rate and the order of paying are not verified, and are told so.
"""

from datetime import UTC, date, datetime, timedelta

import pytest

from nssi.applications.models import IdentifiedBy
from nssi.delivery.models import Delivery
from nssi.documents.actions.make_document import make_document
from nssi.documents.models import IssuedDocument
from nssi.foundation import clock
from nssi.institution.actions.enter_account import enter_account
from nssi.institution.models import CompetentBody
from nssi.payments.claim_queries import claims_of
from nssi.payments.models import CashBenefit, Repayment, RepaymentClaim
from nssi.proceedings.actions.decide_appeal import decide_appeal
from nssi.proceedings.actions.file_appeal import file_appeal
from nssi.proceedings.models import Appeal
from nssi.services.unemployment_benefit.models import UndulyReceivedOrder
from nssi.services.unemployment_benefit.unduly import unduly_in
from nssi.terms.models import Task
from tests.services.test_appeals import served
from tests.services.unemployment_case import FILED, act, granted, inspector, proceeding, worked
from tests.services.walks import words_of
from tests.support.benefits import ANOTHER_IBAN, IBAN, paid
from tests.support.officials import Role, at_work, make_official

__all__ = ["act", "at_work", "granted", "inspector", "proceeding", "worked"]

pytestmark = pytest.mark.django_db

ORDER = "Издайте разпореждане за недължимо получени суми"
ENTER, CANCEL = "Впишете върната сума", "Отменете запис за върната сума"
MAY, PAID_ON = date(2026, 5, 1), date(2026, 6, 15)
BAD, GOOD = "недобросъвестно: дължи се и лихва", "добросъвестно: връщат се без лихва"


@pytest.fixture(autouse=True)
def _on_the_day_of_filing():
    with clock.shift(FILED - clock.now()):
        yield


@pytest.fixture
def overpaid(granted, act, inspector):
    """Paid for May on 15 June though work began on 4 May; thirty days after the payment."""
    with clock.shift(datetime(2026, 6, 10, 9, tzinfo=UTC) - clock.now()):
        paid(MAY, make_official(Role.UNEMPLOYMENT_INSPECTOR), inspector, PAID_ON)
    with clock.shift(datetime(2026, 7, 15, 9, tzinfo=UTC) - clock.now()):
        event = {"Какво се промени?": "започна работа", "От коя дата?": date(2026, 5, 4)}
        act(granted, "Впишете промяна в обстоятелствата", **event, Доказателство="справка")
        yield granted


@pytest.fixture
def asked_back(overpaid, at_work, inspector):
    """Let the inspector ask it back, in good or bad faith."""

    def ask(faith: str = BAD) -> RepaymentClaim:
        page = at_work(inspector).get(f"/sluzhiteli/prepiski/{overpaid.pk}/").follow(ORDER)
        why = next(label for label in page.form(ORDER).labels if label.startswith("Защо не са"))
        page = page.submit({"Как са получени сумите?": faith, why: "Започната работа."}, ORDER)
        assert page.errors == []
        return RepaymentClaim.objects.last()

    return ask


def left() -> tuple[int, int]:
    """Return what is left of principal and interest, in cents."""
    benefit = CashBenefit.objects.get()
    answer = claims_of([benefit])[benefit.pk][-1].answer
    return answer.left_of_principal.cents, answer.left_of_interest.cents


def euro(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02d}"


def test_the_order_says_what_interest_there_is_by_its_day_and_that_it_is_not_verified(asked_back):
    claim = asked_back()
    assert [(each.month, each.received_on) for each in claim.sums.all()] == [(MAY, PAID_ON)]
    interest = round(claim.cents * 0.1015 * 30 / 360)
    assert left() == (claim.cents, interest)
    document = IssuedDocument.objects.get(kind="unemployment_benefit.unduly")
    make_document(document.pk)
    document.refresh_from_db()
    with document.content.open() as content:
        words = words_of(content.read())
    assert f"Към 15.07.2026 г. тя е {euro(interest)} евро" in words
    assert "Годишен размер на законната лихва" in words.split("Какво не е потвърдено")[1]


def words_of_order() -> str:
    document = IssuedDocument.objects.filter(kind="unemployment_benefit.unduly").latest("issued_at")
    make_document(document.pk)
    document.refresh_from_db()
    with document.content.open() as content:
        return words_of(content.read())


def test_where_no_account_was_entered_order_and_person_are_told_where_to_ask(
    asked_back, overpaid, visit, person
):
    CompetentBody.objects.filter(pk="03").update(address="Варна, ул. „Охрид“ 6", phone="052 123 456")
    asked_back()
    how = words_of_order().split("Как да върнете сумата")[1].split("Мотиви")[0]
    assert "IBAN" not in how and "Сметка за връщане не е въведена в системата." in how
    assert "ТП на НОИ – Варна, Варна, ул. „Охрид“ 6, тел. 052 123 456" in how
    page = visit(person).get("/moite/pari/")
    assert "За сметката и начина на връщане се обърнете към: ТП на НОИ – Варна" in page.text
    assert "Варна, ул. „Охрид“ 6" in page.text.replace("\xa0", " ")
    assert "Тук още не са въведени: работното време. Попитайте на 0700 14 802." in page.text.replace(
        "\xa0", " "
    )


def test_the_account_that_was_entered_stands_in_the_order_and_on_the_page(asked_back, visit, person):
    enter_account(None, date(2026, 7, 1), iban=IBAN, holder="НОИ", source="заповед № 1")
    enter_account(None, date(2026, 8, 1), iban=ANOTHER_IBAN, holder="НОИ", source="заповед № 2")
    asked_back()
    how = words_of_order().split("Как да върнете сумата")[1].split("Мотиви")[0]
    assert "BG80 BNBG 9661 1020 3456 78" in how and "Регистрация 031-00-0001/20.03.2026" in how
    assert "BG80 BNBG 9661 1020 3456 78" in visit(person).get("/moite/pari/").text
    with clock.shift(timedelta(days=30)):
        assert "BG18 RZBB 9155 0123 4567 89" in visit(person).get("/moite/pari/").text


def test_in_good_faith_the_sum_alone_comes_back(asked_back, visit, person):
    claim = asked_back(GOOD)
    assert left() == (claim.cents, 0)
    assert "без лихва: сумите са получени добросъвестно" in visit(person).get("/moite/pari/").text


def test_what_comes_back_is_entered_and_both_see_what_is_left(
    asked_back, overpaid, act, at_work, inspector, visit, person
):
    claim = asked_back()
    page = act(
        overpaid,
        ENTER,
        **{
            "Кога е постъпила сумата?": date(2026, 7, 15),
            "Каква сума е постъпила, в евро?": "100,50",
            "Платежен документ": "преводно нареждане 7",
        },
    )
    assert "Вписана е върната сума" in page.text
    principal, interest = left()
    assert principal == claim.cents - 100_50
    page = at_work(inspector).get(f"/sluzhiteli/prepiski/{overpaid.pk}/izplashtane/")
    for told in (
        "100,50",
        "преводно нареждане 7",
        inspector.full_name,
        euro(principal + interest),
        "Какво не е потвърдено",
    ):
        assert told in page.text.replace("\N{NO-BREAK SPACE}", " "), told
    page = visit(person).get("/moite/pari/")
    text = page.text.replace("\N{NO-BREAK SPACE}", " ")
    for told in (
        "Суми за връщане",
        "Има за връщане",
        "100,50",
        euro(principal + interest),
        "Лихва до 15.07.2026",
    ):
        assert told in text, told
    assert inspector.full_name not in text
    page = visit(person).get(f"/moite/zayavleniya/{overpaid.application_id}/")
    assert "Вписахме сума, която върнахте" in page.text


def test_all_of_it_paid_back_nothing_grows_any_more(asked_back, overpaid, act, visit, person):
    asked_back()
    principal, interest = left()
    typed = {"Кога е постъпила сумата?": date(2026, 7, 15), "Платежен документ": "КБ-1"}
    act(overpaid, ENTER, **typed, **{"Каква сума е постъпила, в евро?": euro(principal + interest + 5)})
    with clock.shift(timedelta(days=90)):
        assert left() == (0, 0)
        text = visit(person).get("/moite/pari/").text
        assert "Върнато в повече 0,05" in text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_wrong_entry_is_cancelled_with_its_reason_and_stays_to_be_seen(
    asked_back, overpaid, act, at_work, inspector, visit, person
):
    claim = asked_back()
    act(
        overpaid,
        ENTER,
        **{
            "Кога е постъпила сумата?": date(2026, 7, 1),
            "Каква сума е постъпила, в евро?": "10",
            "Платежен документ": "КБ-1",
        },
    )
    page = at_work(inspector).get(f"/sluzhiteli/prepiski/{overpaid.pk}/").follow(CANCEL)
    entry = "01.07.2026\N{NO-BREAK SPACE}г.: 10,00\N{NO-BREAK SPACE}€, КБ-1"
    page = page.submit({"Кой запис е грешен?": entry, "Защо е грешен?": "друго лице"}, CANCEL)
    assert left()[0] == claim.cents
    page = at_work(inspector).get(f"/sluzhiteli/prepiski/{overpaid.pk}/izplashtane/")
    assert "друго лице" in page.text
    assert "10,00" not in visit(person).get("/moite/pari/").text.split("Суми за връщане")[1].replace(
        "110,00", ""
    )
    with pytest.raises(Exception, match="never changes"):
        Repayment.objects.update(cents=1)


WRONG = [
    ({"Кога е постъпила сумата?": date(2026, 7, 16)}, "Въведете днешния или минал ден"),
    (
        {"Кога е постъпила сумата?": date(2026, 6, 1)},
        "Денят е след получаването на сумите и не по-късно от днес.",
    ),
    ({"Каква сума е постъпила, в евро?": "0"}, "Сумата трябва да е по-голяма от нула"),
    (
        {"Каква сума е постъпила, в евро?": "1,234"},
        "Въведете сума с най-много два знака след запетаята, например 120,50",
    ),
    ({"Платежен документ": ""}, "Посочете платежния документ"),
]


def test_what_cannot_be_entered_is_told(asked_back, overpaid, act):
    asked_back()
    right = {
        "Кога е постъпила сумата?": date(2026, 7, 1),
        "Каква сума е постъпила, в евро?": "10",
        "Платежен документ": "КБ-1",
    }
    for typed, told in WRONG:
        assert act(overpaid, ENTER, **{**right, **typed}).errors == [told]
    assert not Repayment.objects.exists()


def test_before_anything_is_asked_back_nothing_can_be_entered(overpaid, at_work, inspector):
    for name, why in (
        ("enter_repayment", "Няма разпореждане"),
        ("cancel_repayment", "Няма вписани върнати суми"),
    ):
        page = at_work(inspector).get(f"/sluzhiteli/prepiski/{overpaid.pk}/deystviya/{name}/")
        assert why in page.text


def test_an_order_revoked_on_appeal_asks_nothing_back_and_can_be_issued_anew(
    asked_back, overpaid, at_work, inspector, visit, person
):
    claim, state = asked_back(), overpaid.state
    order = served(Delivery.objects.get(document__kind="unemployment_benefit.unduly"))
    appeal = file_appeal(order.pk, person, "Не съм работила.", IdentifiedBy.PIK)
    assert unduly_in(overpaid) is None
    decide_appeal(appeal.pk, make_official(Role.DIRECTOR), Appeal.Outcome.RETURNED, "Работата е от 11.05.")
    claim.refresh_from_db()
    overpaid.refresh_from_db()
    assert (claim.revoked_at is None, CashBenefit.objects.get().asked_back) == (False, 0)
    assert overpaid.state == state, "the order stood beside the course of the proceeding"
    task = Task.objects.get(kind="proceedings.revoked_order")
    assert (task.role, task.done_at) == (Role.UNEMPLOYMENT_INSPECTOR, None)
    assert "Отменено" in visit(person).get("/moite/pari/").text
    page = at_work(inspector).get(f"/sluzhiteli/prepiski/{overpaid.pk}/")
    assert f"С решение по жалба е отменено {order.document.outgoing_number}" in page.text
    assert ORDER in page.links, "what was paid too much is to be asked back still"
    page.submit(button=f"Отбележи като изпълнено – {task.title}")
    task.refresh_from_db()
    assert task.done_at is not None
    asked_back()
    assert UndulyReceivedOrder.objects.count() == 2
