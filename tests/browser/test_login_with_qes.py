"""Logging in with a QES in a real browser, which shows its certificate to the real TLS front (L-03, S1.1)."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from nssi.demo.people import PEOPLE
from nssi.operate.installation import Installation
from tests.support.browser import ON_A_PHONE
from tests.support.journeys import Visit
from tests.support.phone import Phone

pytestmark = pytest.mark.browser

PERSON = PEOPLE[0]


@ON_A_PHONE
def test_a_person_without_a_pik_logs_in_with_a_certificate(
    installation: Installation, open_page: Callable[..., Page], width: int, scripts: bool
):
    certificate = Path(installation.environment["NSSI_VAR"]) / "qes" / f"{PERSON.number}.pem"
    page = open_page(width=width, scripts=scripts, qes=(installation.qes_url, certificate))
    visit = Visit(installation, page, scripts)
    visit.go("/vhod/?next=/moite/zayavleniya/")
    page.get_by_role("button", name="Вход с КЕП").click()
    visit.is_accessible()
    visit.press("Към избора на удостоверение")
    visit.wait_until_done()
    visit.sees("Влизате като")
    visit.is_accessible()
    visit.press("Влезте")
    visit.sees("Още нямате подадени заявления.")


def test_a_browser_without_a_certificate_is_told_what_to_do(
    installation: Installation, open_page: Callable[..., Page]
):
    nobodys = Path(installation.environment["NSSI_VAR"]) / "qes" / f"{PERSON.number}.pem"
    page = open_page(qes=("https://elsewhere.example", nobodys))
    visit = Visit(installation, page, scripts=True)
    visit.go("/vhod/kep/")
    visit.press("Към избора на удостоверение")
    visit.sees("Браузърът не показа удостоверение.")
    visit.is_accessible()


@ON_A_PHONE
def test_on_a_phone_the_person_signs_in_the_app_of_the_provider(
    installation: Installation, open_page: Callable[..., Page], phone: Phone, width: int, scripts: bool
):
    visit = Visit(installation, open_page(width=width, scripts=scripts), scripts)
    visit.go("/vhod/?next=/moite/zayavleniya/")
    visit.follow("Вход с мобилен КЕП на телефона")
    visit.press("Изпрати документа до телефона")
    visit.sees("Въведете номер на мобилен телефон")
    visit.is_accessible()
    visit.page.get_by_label("Номер на мобилен телефон").fill(phone.phone)
    visit.press("Изпрати документа до телефона")
    visit.sees("Подпишете го само ако в него стои същият код")
    visit.is_accessible()
    phone.sign()
    visit.wait_until_done()
    visit.sees("Влизате като")
    visit.is_accessible()
    visit.press("Влезте")
    visit.sees("Още нямате подадени заявления.")
