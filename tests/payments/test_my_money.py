"""„Моите пари“ and the enquiries of paid benefits: the person's own, with masked accounts (S1.12)."""

from datetime import UTC, date, datetime

import pytest

from nssi.foundation import clock
from nssi.law.money import Currency
from nssi.payments.actions.enter_return import enter_return
from nssi.payments.models import PaymentReturn
from tests.support.benefits import IBAN, paid, state
from tests.support.officials import Role, make_official

pytestmark = pytest.mark.django_db

APRIL, MAY, JUNE, JULY = (date(2026, month, 1) for month in (4, 5, 6, 7))
PAID = "/moite/spravki/izplateni/"
NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture(autouse=True)
def _in_july():
    with clock.shift(datetime(2026, 7, 20, 9, tzinfo=UTC) - clock.now()):
        yield


@pytest.fixture
def inspectors(db):
    return [make_official(Role.UNEMPLOYMENT_INSPECTOR), make_official(Role.UNEMPLOYMENT_INSPECTOR)]


@pytest.fixture
def benefit(person, other_person, inspectors):
    """Paid for April and May in July, which came back; June and July are still due."""
    state("b", other_person, {APRIL: 999_00})
    benefit = state("a", person, {date(2025, 12, 1): 0, APRIL: 100_00, MAY: 90_00, JUNE: 80_00, JULY: 70_00})
    with clock.shift(datetime(2026, 6, 10, tzinfo=UTC) - clock.now()):
        paid(APRIL, *inspectors, date(2026, 6, 15))
        found = paid(MAY, *inspectors, date(2026, 6, 16))
    payment = found.payments.get(benefit=benefit)
    enter_return(payment.pk, inspectors[0], date(2026, 6, 18), PaymentReturn.Why.OTHER)
    return benefit


def rows_of(page) -> dict[str, str]:
    return {
        row.xpath("string(th)").strip().replace(NBSP, " "): " ".join(row.text_content().split())
        for row in page.root.xpath("//tbody/tr")
    }


def test_by_month_what_is_due_ordered_and_returned(benefit, visit, person):
    page = visit(person).get("/moite/pari/")
    rows = rows_of(page)
    assert list(rows) == ["07.2026 г.", "06.2026 г.", "05.2026 г.", "04.2026 г."]
    assert "Платено" in rows["04.2026 г."]
    assert "на 15.06.2026" in rows["04.2026 г."]
    assert "върнато на 18.06.2026" in rows["05.2026 г."]
    assert "Предстои плащане" in rows["05.2026 г."]
    assert "Предстои плащане" in rows["06.2026 г."]
    assert "Плаща се през 08.2026" in rows["07.2026 г."]
    assert IBAN not in page.html
    assert f"BG…{NBSP}5678" in page.html
    assert "999" not in page.text


def test_why_nothing_is_paid(person, visit):
    state("a", person, {APRIL: 100_00}, iban="", unknown_from=date(2027, 1, 1))
    page = visit(person).get("/moite/pari/")
    for told in ("Няма посочена сметка", "Не се изплаща", f"от 01.01.2027{NBSP}г. нататък още не е известен"):
        assert told.replace(NBSP, " ") in page.text.replace(NBSP, " ")


def test_leva_are_shown_beside_the_euro_that_are_paid(person, visit):
    state("a", person, {date(2025, 12, 1): 360_00}, currency=Currency.BGN)
    assert "184,07 €(360,00 лв.)" in rows_of(visit(person).get("/moite/pari/"))["12.2025 г."].replace(
        NBSP, " "
    )


def test_who_gets_nothing_reads_so(person, visit):
    assert "Няма отпуснати обезщетения" in visit(person).get("/moite/pari/").text
    assert "Липсват данни за изплатени обезщетения" in visit(person).get(PAID).text


ASKED = [
    ("по период, за който са", date(2026, 4, 15), date(2026, 4, 30), ["04.2026 г."]),
    ("по период, за който са", date(2026, 4, 1), date(2026, 5, 1), ["05.2026 г.", "04.2026 г."]),
    ("по дата на плащане", date(2026, 6, 15), date(2026, 6, 15), ["04.2026 г."]),
    ("по дата на плащане", date(2026, 6, 17), date(2026, 7, 20), []),
]


@pytest.mark.parametrize(("way", "since", "until", "months"), ASKED)
def test_paid_by_period_and_by_day_of_payment(benefit, visit, person, way, since, until, months):
    page = visit(person).get(PAID).submit({"Справка": way, "От": since, "До": until}, "Покажи")
    assert [row for row in rows_of(page) if row[0].isdigit()] == months


def test_the_sum_leaves_out_what_came_back(benefit, visit, person):
    page = visit(person).get(PAID)
    assert f"Общо изплатено 100,00{NBSP}€" in page.text
    assert f"Върнатите 90,00{NBSP}€ не са" in page.text
    table = page.browser.client.get(PAID + "csv/")
    lines = b"".join(table.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert ";05.2026;90,00;" in lines[1]


def test_an_end_before_the_beginning_is_told(benefit, visit, person):
    typed = {"Справка": "по дата на плащане", "От": JUNE, "До": MAY}
    page = visit(person).get(PAID).submit(typed, "Покажи")
    assert page.errors == ["Крайната дата е преди началната"]


def test_what_the_pages_ask_does_not_grow(benefit, visit, person, django_assert_max_num_queries):
    for serial in range(5):
        state(f"c{serial}", person, {APRIL: 100})
    browser = visit(person)
    for path in ("/moite/pari/", PAID):
        browser.get(path)
        with django_assert_max_num_queries(8):
            browser.get(path)
