"""J3 up to the УРИ: the recalculation of a pension, for oneself and with a power of attorney (S3)."""

import re
from pathlib import Path

import pytest

from tests.support.browser import AT_A_DESK, choose_files
from tests.support.journeys import Visit
from tests.support.people import gets_a_pik_at_once
from tests.support.phone import Phone
from tests.support.scans import scanned_act

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-pension")]

DIRECTORATE = "Дирекция „Европейски регламенти и международни договори“"
REPRESENTED = "8032056031"


def begins(visit: Visit, phone_number: str, pik: str) -> None:
    """From the description through the login to the question who pays, unanswered at first (P-02, L-02, C-10)."""
    visit.go("/uslugi/preizchislyavane-na-pensiya/")
    visit.sees("безплатн")
    visit.is_as_it_should_be()
    visit.follow("Започни")
    visit.follow("Вход с ПИК")
    visit.logs_in(phone_number, pik)
    visit.is_at("Кой изплаща пенсията?")
    visit.press("Продължи")
    visit.sees("Изберете кой изплаща пенсията")
    visit.is_as_it_should_be()


def chooses(visit: Visit, *options: str) -> None:
    for option in options:
        visit.page.get_by_label(option, exact=True).check()


def is_paid_by_varna(visit: Visit) -> None:
    chooses(visit, "Териториално поделение (ТП) на НОИ")
    visit.page.get_by_label("Кое ТП?").select_option(label="ТП на НОИ – Варна")
    visit.goes_on()


def says_how_to_be_reached(visit: Visit) -> None:
    visit.is_at("Лични данни")
    visit.page.get_by_label("Настоящ адрес").fill("9000 Варна, ул. „Примерна“ № 1")
    visit.page.get_by_label("Телефон").fill("0888 123 456")
    visit.page.get_by_label("E-mail").fill("maria@example.bg")
    visit.goes_on()


def asks_for(visit: Visit, template: str, way: str, *basis: str, treaty: str) -> None:
    """C-18."""
    visit.is_at("Вид преизчисляване")
    for option in (template, way, *basis):
        visit.page.get_by_label(re.compile(f"^{option}")).check()
    group = visit.page.get_by_role("group", name="Пенсията по международен договор ли е?")
    group.get_by_label(treaty, exact=True).check()
    visit.goes_on()


def says_where_the_work_was(visit: Visit) -> None:
    visit.is_at("Работа след пенсионирането")
    visit.page.get_by_label("Осигурител", exact=True).fill("„Пример“ ЕООД")
    since = visit.page.get_by_role("group", name="От дата")
    for label, value in (("Ден", "16"), ("Месец", "3"), ("Година", "2023")):
        since.get_by_label(label, exact=True).fill(value)
    visit.goes_on()


def encloses(visit: Visit, scan: Path, slot: str) -> None:
    choose_files(visit.page, re.compile(f"^{slot}"), scan)
    visit.page.get_by_role("button", name=f"Качи {slot}").click()
    visit.sees(scan.name)


def receives_by_mail_alone(visit: Visit) -> None:
    """C-20: there is nothing to choose."""
    visit.is_at("Начин на получаване")
    assert visit.page.get_by_role("radio").count() == 0
    visit.goes_on()


def declares(visit: Visit) -> None:
    """C-21."""
    visit.is_at("Проверете данните")
    visit.page.get_by_label(re.compile("Декларирам")).check()
    visit.goes_on()


def files(visit: Visit, button: str = "Подай с ПИК") -> str:
    """C-22, C-23; return the УРИ."""
    visit.is_as_it_should_be()
    visit.press(button)
    visit.is_at("Заявлението е заведено")
    visit.is_as_it_should_be()
    codes = visit.page.locator(".nssi-code").all_inner_texts()
    return next(code for code in map(str.strip, codes) if re.fullmatch(r"1003-\d{6}-\d\d\.\d\d\.\d{4}", code))


@pytest.fixture
def pik(installation) -> tuple[str, str]:
    """The number and the PIK of a new person."""
    phone = Phone.register_new(installation.simulator_url)
    return phone.number, gets_a_pik_at_once(installation, phone.number)


@AT_A_DESK
def test_once_with_service_and_income(installation, open_page, tmp_path, pik, width: int, scripts: bool):
    """H, x10: every page on the way is accessible, with its errors and without."""
    visit = Visit(installation, open_page(width=width, scripts=scripts), scripts, examined=True)
    begins(visit, *pik)
    chooses(visit, "Териториално поделение (ТП) на НОИ")
    visit.press("Продължи")
    visit.sees("Изберете ТП, което изплаща пенсията")
    is_paid_by_varna(visit)
    chooses(visit, "Лично, за себе си")
    visit.goes_on()
    says_how_to_be_reached(visit)
    visit.press("Продължи")
    visit.sees("Изберете еднократно или ежегодно преизчисляване")
    visit.is_as_it_should_be()
    asks_for(visit, "Еднократно", "Тук, стъпка по стъпка", "Със стажа и дохода", treaty="Не")
    says_where_the_work_was(visit)
    visit.is_at("Документи")
    encloses(visit, scanned_act(tmp_path), "Документи за осигурителен")
    visit.goes_on()
    receives_by_mail_alone(visit)
    visit.sees("УП-26")
    declares(visit)
    uri = files(visit)
    visit.sees("производството по преизчисляване е започнало")
    visit.sees("един месец от уведомяването")
    visit.page.reload()
    visit.sees(uri)
    visit.go("/zayavlenie/preizchislyavane-na-pensiya/")
    visit.sees("Имате заявление от днес")


def test_under_european_rules_every_year_with_a_signed_form_and_a_power_of_attorney(
    installation, open_page, tmp_path, pik
):
    """x2, x6, x8, and the form that was filled in by hand."""
    visit = Visit(installation, open_page(width=360, scripts=False), scripts=False, examined=True)
    begins(visit, *pik)
    chooses(visit, DIRECTORATE)
    visit.goes_on()
    chooses(visit, "Като упълномощено лице")
    visit.goes_on()
    visit.page.get_by_label("Собствено име").fill("Стоян")
    visit.page.get_by_label("Фамилно име").fill("Колев")
    visit.page.get_by_label("ЕГН", exact=True).check()
    visit.page.get_by_label("Личен номер").fill(REPRESENTED)
    visit.goes_on()
    says_how_to_be_reached(visit)
    asks_for(visit, "Ежегодно служебно", "Ще приложа образеца", treaty="Да")
    visit.is_at("Документи")
    visit.press("Продължи")
    visit.sees("Приложете попълненото и подписано заявление")
    visit.sees("Приложете сканирано пълномощно")
    visit.is_as_it_should_be()
    encloses(visit, scanned_act(tmp_path), "Попълнено и подписано заявление")
    encloses(visit, scanned_act(tmp_path), "Пълномощно")
    visit.goes_on()
    receives_by_mail_alone(visit)
    visit.sees(DIRECTORATE)
    declares(visit)
    files(visit)
    visit.sees("два месеца от уведомяването")
    assert REPRESENTED not in visit.page.content()
