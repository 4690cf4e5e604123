"""The second factor of officials in a real browser: the first login, a security key, letting one in again (O-01, A-01, ASVS 6)."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from nssi.operate.installation import Installation
from tests.support.browser import AT_A_DESK
from tests.support.journeys import Visit
from tests.support.officials import code_of, logs_in_demo_official

pytestmark = pytest.mark.browser

OWN = "зелена круша на дърво"


def of_name(installation: Installation) -> Installation:
    """An installation opened by its name: keys are bound to one, and a number is none."""
    port = urlsplit(installation.url).port
    return Installation(f"http://localhost:{port}", "", "", installation.environment)


def has_a_key(page: Page) -> None:
    """Let the browser have a security key whose button is always pressed."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "usb", "hasResidentKey": False, "isUserVerified": True}
    cdp.send(
        "WebAuthn.addVirtualAuthenticator", {"options": {**options, "automaticPresenceSimulation": True}}
    )


def shown_password(visit: Visit) -> str:
    return visit.page.locator(".govuk-inset-text .nssi-code").inner_text().strip()


def begins_to_log_in(visit: Visit, username: str, password: str) -> None:
    visit.go("/sluzhiteli/vhod/")
    visit.page.get_by_label("Потребителско име").fill(username)
    visit.page.get_by_label("Парола", exact=True).fill(password)
    visit.page.get_by_role("button", name="Вход", exact=True).click()


def logs_in_for_the_first_time(visit: Visit, username: str, password: str) -> None:
    begins_to_log_in(visit, username, password)
    visit.is_at("Първо влизане")
    visit.is_accessible()
    visit.press("Запишете и влезте")
    visit.sees("Въведете нова парола")
    visit.is_accessible()
    secret = visit.page.get_by_role("main").locator(".nssi-code").inner_text().replace(" ", "")
    visit.page.get_by_label("Нова парола", exact=True).fill(OWN)
    visit.page.get_by_label("Код от приложението").fill(code_of(secret))
    visit.press("Запишете и влезте")
    visit.is_at("Начало за служители")


@AT_A_DESK
def test_an_account_from_its_making_to_the_login_with_a_key(
    installation: Installation, open_page: Callable[..., Page], width: int, scripts: bool
):
    username = f"nova-{width}-{scripts}".lower()
    here = of_name(installation)
    administrator = Visit(here, open_page(width=width, scripts=scripts), scripts)
    administrator.go("/admin-portal/sluzhiteli/nov/")
    logs_in_demo_official(administrator, "administrator")
    administrator.is_at("Нов служител")
    administrator.is_accessible()
    administrator.page.get_by_label("Потребителско име").fill(username)
    administrator.page.get_by_label("Име и фамилия").fill("Нова Новева")
    administrator.page.get_by_label("Роля").select_option(label="служител ТП")
    administrator.page.get_by_label("Място на работа").select_option(label="ТП на НОИ – Варна")
    administrator.press("Създай")
    administrator.is_accessible()

    official = Visit(here, open_page(width=width, scripts=scripts), scripts)
    if scripts:
        has_a_key(official.page)
    logs_in_for_the_first_time(official, username, shown_password(administrator))
    official.go("/sluzhiteli/sredstva/")
    official.is_accessible()
    if scripts:
        official.page.get_by_label("Име на ключа").fill("син, на връзката")
        official.page.get_by_label("Вашата парола").fill(OWN)
        official.press("Добави ключ")
        official.sees("Ключът е добавен.")
        official.is_accessible()
        official.press("Изход")
        begins_to_log_in(official, username, OWN)
        official.is_at("Втора стъпка на входа")
        official.is_accessible()
        official.press("Вход с ключ")
        official.is_at("Начало за служители")

    administrator.go("/admin-portal/sluzhiteli/")
    administrator.is_accessible()
    administrator.page.locator("tr").filter(has_text=username).get_by_role("link").click()
    administrator.press("Издай временна парола")
    administrator.sees("Временна парола – показва се само сега:")
    administrator.is_accessible()
    official.go("/sluzhiteli/")
    official.is_at("Вход за служители")
    begins_to_log_in(official, username, OWN)
    official.sees("Грешно потребителско име или парола")
    assert re.fullmatch(r"\S{18}", shown_password(administrator))
