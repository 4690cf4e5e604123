"""Money in the browser, on the demonstration's cases: „Моите пари“, the enquiries, C-31 with a declared change, and payment lists
from drawing up to the order to the bank (O-43…O-45), at both widths, with and without scripts (issue 7)."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page

from nssi.demo.cases import PAID
from nssi.foundation import clock
from nssi.law.parameters import shipped
from nssi.operate.installation import Installation
from tests.support.browser import ON_A_PHONE
from tests.support.journeys import Visit
from tests.support.officials import logs_in_demo_official

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-money")]


@pytest.fixture
def secrets(installation: Installation) -> dict[str, str]:
    """PIKs by personal number, as the demonstration gives them away."""
    return json.loads((Path(installation.environment["NSSI_VAR"]) / "demonstration.json").read_text())


@pytest.fixture
def visit(
    installation: Installation, open_page: Callable[..., Page], width: int, scripts: bool
) -> Callable[[], Visit]:
    return lambda: Visit(installation, open_page(width=width, scripts=scripts), scripts, examined=True)


@ON_A_PHONE
def test_a_person_follows_their_money_and_declares_a_change(visit: Callable[[], Visit], secrets, width: int):
    person = visit()
    person.go("/moite/pari/")
    person.follow("Вход с ПИК")
    person.logs_in(PAID, secrets[PAID])
    person.is_at("Моите пари")
    for told in ("Платено", "върнато на", "Изплаща се по сметка BG…"):
        person.sees(told)
    person.is_as_it_should_be()
    person.follow("Справка за изплатени обезщетения")
    person.page.get_by_label("по дата на плащане").check()
    person.press("Покажи")
    person.sees("Общо изплатено")
    person.is_as_it_should_be()
    person.go("/moite/spravki/bezrabotitsa/")
    person.sees("Разпореждане за отпускане на парично обезщетение за безработица")
    person.is_as_it_should_be()
    person.follow("Съобщете за промяна в обстоятелствата")
    person.press("Подайте декларацията")
    person.sees("Изберете какво се промени")
    person.is_as_it_should_be()
    label = "регистрацията ми в бюрото по труда е прекратена" if width == 360 else "отпусната ми е пенсия"
    person.page.get_by_label(label).check()
    person.types_a_date(datetime.now(clock.SOFIA).date())
    person.press("Подайте декларацията")
    person.sees("Декларацията е заведена с входящ номер 1001-")
    person.sees("разглежда се")
    person.is_as_it_should_be()


@ON_A_PHONE
def test_one_inspector_draws_a_list_up_and_another_settles_it(visit: Callable[[], Visit], width: int):
    first, second = visit(), visit()
    first.go("/sluzhiteli/plashtaniya/")
    logs_in_demo_official(first, "inspektor")
    first.go("/sluzhiteli/plashtaniya/")
    first.is_at("Списъци за изплащане")
    first.is_as_it_should_be()
    first.press("Съставете списъка")
    first.is_at("Списък NSSI-03-")
    first.wait_until_done()
    first.sees("Одобрява го друг служител")
    first.is_as_it_should_be()
    path = first.page.url.removeprefix(first.installation.url)
    second.go(path)
    logs_in_demo_official(second, "inspektor-2")
    second.go(path)
    if not (
        first.scripts and width == 1280
    ):  # what is approved once is paid, and there is nothing more to approve
        second.press("Отхвърлете списъка")
        second.sees("Нищо не се плаща по него")
        second.is_as_it_should_be()
        return
    second.types_a_date(shipped().calendar.next_working_day(datetime.now(clock.SOFIA).date()))
    second.press("Одобрете списъка")
    second.sees("Списъкът е одобрен.")
    second.is_as_it_should_be()
    with second.page.expect_download() as download:
        second.follow("Нареждане до банката")
    assert "pain.001.001.09" in download.value.path().read_text()
    second.page.get_by_role("table", name="Плащания", exact=True).get_by_role("link").first.click()
    second.sees("За кои месеци")
    second.is_as_it_should_be()
    second.follow("решение №")
    second.sees("Използвани стойности")
    second.is_as_it_should_be()
