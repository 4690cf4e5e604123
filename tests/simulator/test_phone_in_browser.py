"""The phone in a real browser: accessible at both widths, and moving on by itself where scripts may run."""

from threading import Event

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.simulator.vendor import MARIA, PHONE, Vendor
from tests.support.browser import opened_page, violations

pytestmark = pytest.mark.browser


def press(page: Page, words: str) -> None:
    page.get_by_role("main").get_by_role("button", name=words).click()


def enter(page: Page, vendor: Vendor) -> None:
    page.goto(f"{vendor.url}/simulator/")
    page.get_by_label("Номер на телефона").fill(PHONE)
    page.get_by_label("Код за приложението").fill(MARIA["code"])
    press(page, "Вход")


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_is_accessible(vendor: Vendor, chromium: Browser, width: int) -> None:
    vendor.control("next", registration="face_fails")
    with opened_page(chromium, width=width) as page:
        found: dict[str, list[str]] = {}

        def look(name: str) -> None:
            found[name] = violations(page)

        page.goto(f"{vendor.url}/simulator/registratsiya/")
        look("registration")
        press(page, "Продължете")
        look("registration with an error")
        for label, value in {
            "Номер на мобилен телефон": "0880000003",
            "Собствено име": "Петър",
            "Фамилно име": "Ялъмов",
            "Личен номер": "8501010002",
            "Номер на личната карта": "600000003",
            "Личната карта е валидна до": "2031-05-12",
            "Изберете код за приложението": "246810",
        }.items():
            page.get_by_label(label, exact=True).fill(value)
        press(page, "Продължете")
        look("steps")
        press(page, "Снимах документа")
        press(page, "Минете през видео разпознаване")
        look("face not recognised")
        press(page, "Видеоразговор с оператор")
        press(page, "Потвърдете с кода от SMS")
        look("entering")

        page.context.clear_cookies()
        enter(page, vendor)
        look("nothing waits")
        vendor.control("settings", delay_sign=30)
        vendor.identify()
        vendor.identify()
        page.reload()
        look("waiting")
        page.get_by_role("main").get_by_role("link", name="НОИ – Изявление").first.click()
        look("request")
        press(page, "Идентифицирай ме за своя сметка")
        press(page, "Потвърди")
        look("wrong code")
        page.get_by_label("Код за приложението").fill(MARIA["code"])
        press(page, "Потвърди")
        look("signing")
        vendor.control("reject", phone=PHONE)
        page.get_by_role("link", name="История").click()
        look("history")
        page.get_by_role("link", name="Хора и заявки").click()
        page.get_by_label("Следваща проверка").select_option("timeout")
        page.get_by_role("button", name="Задай").click()
        look("controls")
        assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("scripts", [True, False])
def test_signing_ends_in_the_history_by_itself_or_by_the_link(
    vendor: Vendor, chromium: Browser, signing_held: Event, scripts: bool
) -> None:
    with opened_page(chromium, width=390, scripts=scripts) as page:
        enter(page, vendor)
        transaction = vendor.identify().json["transactionID"]
        page.goto(f"{vendor.url}/simulator/zayavki/{transaction}/kod/")
        page.get_by_label("Код за приложението").fill(MARIA["code"])
        press(page, "Потвърди")
        expect(page.get_by_role("status")).to_have_text("Моля, изчакайте процесът да завърши!")
        signing_held.set()
        if not scripts:
            vendor.wait_for(transaction, 2)
            page.get_by_role("link", name="Провери сега").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("История")
