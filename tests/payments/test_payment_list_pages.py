"""The pages of payment lists (O-43…O-45): drawing up, approving, files, returns, and who may (issue 7)."""

from datetime import UTC, date, datetime

import pytest

from nssi.audit.models import AuditEntry
from nssi.foundation import clock
from nssi.payments.models import BenefitPayment, PaymentBlock, PaymentList
from tests.support.benefits import IBAN, drawn, drawn_to_its_end, paid, state
from tests.support.officials import Role, at_work, make_official

__all__ = ["at_work"]

pytestmark = pytest.mark.django_db

LISTS = "/sluzhiteli/plashtaniya/"
JUNE = date(2026, 6, 1)
PAY_ON = date(2026, 7, 15)


@pytest.fixture(autouse=True)
def _in_july(settings):
    settings.BENEFITS_IBAN = IBAN
    with clock.shift(datetime(2026, 7, 10, 9, tzinfo=UTC) - clock.now()):
        yield


@pytest.fixture
def first(db):
    return make_official(Role.UNEMPLOYMENT_INSPECTOR)


@pytest.fixture
def second(db):
    return make_official(Role.UNEMPLOYMENT_INSPECTOR, name="Петър Колев")


def test_from_drawing_up_to_the_file_for_the_bank(person, at_work, first, second):
    state("a", person, {JUNE: 623_49})
    page = (
        at_work(first)
        .get(LISTS)
        .submit({"До кой месец се плаща": "06.2026\N{NO-BREAK SPACE}г."}, "Съставете списъка")
    )
    assert "Списъкът се съставя: готови са 0 от 1 части." in page.text
    assert page.browser.client.get(f"{page.path}napredak/", headers={"HX-Request": "true"}).status_code == 200
    drawn_to_its_end(PaymentList.objects.get())
    page = page.browser.get(page.path)
    for told in ("чака одобрение", "1, общо 623,49\N{NO-BREAK SPACE}€", "Одобрява го друг служител", "BG…"):
        assert told in page.text
    assert IBAN not in page.text
    assert page.buttons == ["Отхвърлете списъка"]
    page = at_work(second).get(page.path)
    page = page.submit({"Кога се плаща": date(2026, 7, 18)}, "Одобрете списъка")
    assert page.errors == ["Изберете работен ден, който не е минал"]
    page = page.submit({"Кога се плаща": PAY_ON}, "Одобрете списъка")
    assert "Списъкът е одобрен." in page.text
    response = page.browser.client.get(
        page.path + page.links["Нареждане до банката (XML, pain.001.001.09)"].rsplit("/", 2)[1] + "/"
    )
    assert b'<InstdAmt Ccy="EUR">623.49</InstdAmt>' in b"".join(response.streaming_content)
    assert AuditEntry.objects.filter(event="payments.download_list", actor_id=str(second.pk)).count() == 1


def test_a_second_list_waits_until_the_first_is_settled(person, at_work, first, second):
    state("a", person, {JUNE: 100})
    found = drawn(JUNE, first)
    page = (
        at_work(second)
        .get(LISTS)
        .submit({"До кой месец се плаща": "06.2026\N{NO-BREAK SPACE}г."}, "Съставете списъка")
    )
    assert page.errors == ["Първо приключете списъка, който чака одобрение."]
    page = at_work(second).get(f"{LISTS}{found.pk}/").submit(button="Отхвърлете списъка")
    assert "Нищо не се плаща по него" in page.text


def test_a_payment_that_came_back(person, at_work, first, second):
    benefit = state("a", person, {JUNE: 100_00})
    payment = paid(JUNE, first, second, PAY_ON).payments.get()
    with clock.shift(datetime(2026, 7, 20, tzinfo=UTC) - clock.now()):
        page = (
            at_work(first)
            .get(LISTS, {"nomer": benefit.number})
            .follow(f"100,00\N{NO-BREAK SPACE}€, {payment.list.code}")
        )
        assert IBAN in page.text
        page = page.submit(
            {
                "Кога се върна": date(2026, 7, 17),
                "Причина по съобщението на банката": "закрита сметка (AC04)",
            },
            "Впишете връщането",
        )
    assert "Връщането е вписано" in page.text
    assert "17.07.2026" in page.text
    payment.refresh_from_db()
    assert payment.state == "returned"
    looks = AuditEntry.objects.filter(event="payments.looked", about=person.pk)
    assert looks.exists(), "the person can see who looked"


def test_another_office_finds_nothing(person, at_work, first, second):
    state("a", person, {JUNE: 100_00})
    found = paid(JUNE, first, second, PAY_ON)
    payment = found.payments.get()
    stranger = at_work(make_official(Role.UNEMPLOYMENT_INSPECTOR, body="02"))
    assert "Още няма съставени списъци" in stranger.get(LISTS).text
    assert "Няма плащания" in stranger.get(LISTS, {"nomer": payment.benefit.number}).text
    for path in (f"{found.pk}/", f"{found.pk}/banka/", f"{found.pk}/tablitsa/", f"plashtane/{payment.pk}/"):
        assert stranger.get(LISTS + path).status == 404
    assert stranger.post(f"{LISTS}{found.pk}/otkazhi/", {}).status == 404


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.UNEMPLOYMENT_INSPECTOR])
def test_officials_of_other_roles_have_no_business_here(at_work, role):
    assert at_work(make_official(role)).get(LISTS).status == 403


def test_without_an_account_to_pay_from_the_page_says_so(person, at_work, first, second, settings):
    state("a", person, {JUNE: 100_00})
    found = paid(JUNE, first, second, PAY_ON)
    settings.BENEFITS_IBAN = ""
    page = at_work(first).get(f"{LISTS}{found.pk}/")
    assert "сметката, от която се плаща, не е въведена" in page.text
    assert at_work(first).get(f"{LISTS}{found.pk}/banka/").status == 404


def test_what_the_page_of_a_list_asks_does_not_grow_with_it(
    person, at_work, first, second, django_assert_max_num_queries
):
    for serial in range(60):
        state(str(serial), person, {JUNE: 100_00 + serial}, iban="" if serial % 2 else IBAN)
    found = drawn(JUNE, first)
    browser = at_work(second)
    browser.get(f"{LISTS}{found.pk}/")
    with django_assert_max_num_queries(12):
        page = browser.get(f"{LISTS}{found.pk}/")
    assert "няма посочена сметка" in page.text
    assert PaymentList.objects.count() == PaymentBlock.objects.count() == 1
    assert BenefitPayment.objects.count() == 30
