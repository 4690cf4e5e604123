"""The tariff: what is known of it, and the prices that the institution enters over it (A-06, S2.7)."""

from datetime import date

import pytest

from nssi.law.errors import MissingValue
from nssi.payments.actions.enter_price import enter_price
from nssi.payments.models import TariffPrice
from nssi.payments.tariff import tariff
from tests.support.officials import Role, at_work, make_official

__all__ = ["at_work"]

pytestmark = pytest.mark.django_db

DUPLICATE = "fee_duplicate_certificate"
PRICE = {
    "За какво": "Дубликат на удостоверение от осигурителния архив",
    "От коя дата": date(2026, 11, 1),
    "Цена в евро": "2,56",
    "Акт": "Тарифа за услугите на НОИ",
    "Цената е прочетена в самия акт": True,
}


def test_until_somebody_enters_it_the_price_is_not_known():
    with pytest.raises(MissingValue):
        tariff().at(DUPLICATE, date(2026, 11, 22))


def test_the_administrator_enters_a_price_with_its_act(at_work):
    page = at_work(make_official(Role.ADMINISTRATOR)).get("/sluzhiteli/").follow("Тарифа")
    assert "Дубликат на удостоверение от осигурителния архив: няма въведена цена" in page.text
    page = page.submit(PRICE, "Запиши цената")
    assert "Цената е записана." in page.text
    assert "2,56" in page.text
    value = tariff().at(DUPLICATE, date(2026, 11, 22))
    assert (value.money.cents, value.verified, value.entered) == (256, True, True)
    with pytest.raises(MissingValue):
        tariff().at(DUPLICATE, date(2026, 10, 31))


def test_a_price_that_nobody_read_in_the_act_says_so(at_work):
    page = at_work(make_official(Role.ADMINISTRATOR)).get("/admin-portal/tarifa/")
    assert (
        "непотвърдена"
        in page.submit({**PRICE, "Цената е прочетена в самия акт": False}, "Запиши цената").text
    )


def test_of_one_day_the_price_entered_last_holds_and_the_first_stays_written():
    for cents in (100, 200):
        enter_price(DUPLICATE, date(2026, 1, 1), cents, "Тарифа", verified=True, official=None)
    assert tariff().at(DUPLICATE, date(2026, 5, 1)).money.cents == 200
    assert TariffPrice.objects.count() == 2


@pytest.mark.parametrize("price", ["", "безплатно", "-1", "0", "1,234", "1e9", "NaN", "1001"])
def test_what_is_no_price_is_refused(at_work, price):
    page = at_work(make_official(Role.ADMINISTRATOR)).get("/admin-portal/tarifa/")
    page = page.submit({**PRICE, "Цена в евро": price}, "Запиши цената")
    assert len(page.errors) == 1
    assert not TariffPrice.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_administrators_enter_prices(at_work, role):
    assert at_work(make_official(role)).get("/admin-portal/tarifa/").status == 403
