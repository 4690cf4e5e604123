"""What comes after filing, in a real browser: filing again, changing, withdrawing, printing (J1 x3, C-24…C-26).

No room says yet that an application has irregularities, so the server runs inside the test, which says it.
"""

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test import Client
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page, expect

from nssi.applications import events
from nssi.applications.models import Application
from tests.services.test_unemployment_benefit import (
    ABROAD,
    NEXT,
    PERIOD,
    START,
    to_abroad,
    to_check,
    to_submit,
)
from tests.support.browser import opened_page, violations
from tests.support.visitors import log_in, own_attachments, person, visit

__all__ = ["own_attachments", "person", "visit"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser-application"),
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("own_attachments"),
]

WAYS = pytest.mark.parametrize(
    ("width", "scripts"),
    [
        pytest.param(360, False, id="360 without scripts"),
        pytest.param(1280, True, id="1280", marks=pytest.mark.full),
    ],
)


@pytest.fixture(autouse=True, scope="session")
def _beside_the_loop_of_the_browser() -> Iterator[None]:
    """The driver of the browser keeps a loop running in this thread, where Django suspects asynchronous code."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture
def portal_url(transactional_db, settings) -> Iterator[str]:
    """A server in a thread of this process, with the styles and scripts as they lie in the source."""
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "localhost"]
    server = LiveServerThread("localhost", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    assert server.error is None
    yield f"http://localhost:{server.port}"
    server.terminate()
    server.join()


@dataclass(frozen=True)
class Guest:
    """A browser in which a person is logged in; each page it opens is examined."""

    url: str
    page: Page

    def go(self, path: str) -> None:
        self.page.goto(self.url + path)
        assert violations(self.page) == []

    def follow(self, name: str) -> None:
        self.page.get_by_role("main").locator("a").filter(has_text=name).first.click()
        assert violations(self.page) == []

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()
        self.page.wait_for_load_state("load")
        assert violations(self.page) == []

    def is_at(self, heading: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)

    def sees(self, text: str) -> None:
        expect(self.page.get_by_role("main")).to_contain_text(text)


@pytest.fixture
def guest(chromium: Browser, portal_url: str, person) -> Iterator[Callable[[int, bool], Guest]]:
    pages = []

    def opened(width: int, scripts: bool) -> Guest:
        client = Client()
        log_in(client, person)
        pages.append(opened_page(chromium, width=width, scripts=scripts))
        page = pages[-1].__enter__()
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": portal_url}
        page.context.add_cookies([cookie])
        return Guest(portal_url, page)

    yield opened
    for page in pages:
        page.__exit__(None, None, None)


@pytest.fixture
def application(visit, person) -> Application:
    to_submit(visit(person)).submit(button="Подай с ПИК")
    return Application.objects.get()


@WAYS
def test_an_application_is_filed_again_with_irregularities_removed(
    guest, application, monkeypatch, width, scripts
):
    """S1.10: found on the own page, begun, mended in one place, filed under a new number."""
    monkeypatch.setattr(events, "_irregularities", [lambda each: ("Липсва страница 2 на акта.",)])
    maria = guest(width, scripts)
    maria.go("/moite/")
    maria.follow("Вижте какво да отстраните")
    maria.sees("Липсва страница 2 на акта.")
    maria.follow("Подай отново с отстранени недостатъци")
    maria.press("Подай отново")
    maria.is_at("Проверете данните")
    maria.sees(f"Подавате отново заявление {application.registry_uid}")
    maria.page.get_by_role("link", name="Промени Последен осигурител").click()
    maria.is_at("Данни за прекратяването")
    maria.page.get_by_label("Последен осигурител").fill("„Друг пример“ ООД")
    maria.press("Продължи")
    maria.is_at("Проверете данните")
    maria.sees("„Друг пример“ ООД")
    maria.page.get_by_label(re.compile("^Декларирам")).check()
    maria.page.get_by_label(re.compile("^Ще съобщя")).check()
    maria.press("Продължи")
    maria.press("Подай с ПИК")
    maria.is_at("Заявлението е заведено")
    later = Application.objects.get(replaces=application)
    maria.sees(later.registry_uid)
    maria.go("/moite/zayavleniya/")
    maria.sees(f"Заменено от {later.registry_uid}")


@WAYS
def test_the_number_of_the_earlier_one_is_given_inside_the_form(
    guest, application, monkeypatch, width, scripts
):
    """C-12: a wrong number and a right one (J1 x4)."""
    monkeypatch.setattr(events, "_irregularities", [lambda each: ("Липсва страница 2 на акта.",)])
    maria = guest(width, scripts)
    maria.go(START)
    maria.page.get_by_label("Прочетох важната информация").check()
    maria.press("Продължи")
    maria.is_at("Подавате ли отново заявление")
    maria.page.get_by_label("Да, с друг УРИ").check()
    maria.page.get_by_label("УРИ на подаденото заявление").fill("1001-999999-01.01.2026")
    maria.press("Продължи")
    maria.sees("Няма Ваше заявление с този УРИ")
    maria.page.get_by_label(f"Да, заявление {application.registry_uid}").check()
    maria.press("Продължи")
    maria.is_at("Лични данни")
    expect(maria.page.get_by_label("Настоящ адрес")).to_have_value("гр. Варна, ул. Шипка 5, 9000")


@WAYS
def test_the_account_is_changed_and_the_application_withdrawn(guest, application, width, scripts):
    maria = guest(width, scripts)
    maria.go(f"/moite/zayavleniya/{application.id}/")
    maria.follow("Променете: банкова сметка")
    maria.page.get_by_label("IBAN").fill("BG80 BNBG 9661 1020 3456 79")
    maria.press("Заведи промяната")
    maria.sees("Проверете IBAN: в него има грешка")
    maria.page.get_by_label("IBAN").fill("DE89 3704 0044 0532 0130 00")
    maria.press("Заведи промяната")
    maria.sees("Промяната е заведена с входящ номер 1001-")
    maria.follow("Оттеглете заявлението")
    maria.press("Оттегли заявлението")
    maria.sees("Заявлението е оттеглено.")
    application.refresh_from_db()
    assert application.state == Application.State.WITHDRAWN


def test_periods_abroad_are_added_and_removed(guest, visit, person):
    """Enter in a field goes on; it never presses the button that removes."""
    to_abroad(visit(person)).submit({ABROAD: "Да"}, NEXT).submit(PERIOD, "Добавете още един период")
    maria = guest(1280, True)
    maria.go(f"{START}periodi-v-chuzhbina/")
    second = maria.page.get_by_role("group", name="Период 2", exact=True)
    second.get_by_label("Държава", exact=True).fill("Испания")
    second.get_by_label("Държава", exact=True).press("Enter")
    maria.sees("Въведете началото на периода")
    expect(maria.page.get_by_role("group", name=re.compile("^Период [0-9]$"))).to_have_count(2)
    maria.page.get_by_role("button", name="Премахни Период 1").click()
    expect(maria.page.get_by_role("group", name=re.compile("^Период [0-9]$"))).to_have_count(1)
    expect(maria.page.get_by_label("Държава", exact=True)).to_have_value("Испания")


def test_the_summary_prints_without_what_only_the_screen_needs(guest, visit, person, tmp_path):
    to_check(visit(person))
    maria = guest(1280, True)
    maria.go(f"{START}proverka/")
    printed = tmp_path / "summary.pdf"
    maria.page.pdf(path=str(printed), format="A4")
    text = subprocess.run(
        ["pdftotext", "-layout", str(printed), "-"], capture_output=True, check=True
    ).stdout.decode()
    for shown in ("Проверете данните", "Мария Петрова Иванова", "BG80BNBG96611020345678", "акт.pdf"):
        assert shown in text
    for hidden in ("Промени", "Запази и излез", "Изход", "Контактен център"):
        assert hidden not in text, hidden
