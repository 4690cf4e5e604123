"""What comes after filing, in a real browser: filing again, changing, withdrawing, printing (J1 x3, C-24…C-26).

No room says yet that an application has irregularities, so the server runs inside the test, which says it.
"""

import re
import subprocess

import pytest
from playwright.sync_api import expect

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
from tests.support.browser import ON_A_PHONE
from tests.support.guests import guest, guest_of, portal_url
from tests.support.visitors import own_attachments, person, visit

__all__ = ["guest", "guest_of", "own_attachments", "person", "portal_url", "visit"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser-application"),
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("own_attachments"),
]


@pytest.fixture
def application(visit, person) -> Application:
    to_submit(visit(person)).submit(button="Подай с ПИК")
    return Application.objects.get()


@ON_A_PHONE
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
    maria.is_at("Повторно подаване")  # the page before has a button of a like name
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


@ON_A_PHONE
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


@ON_A_PHONE
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
