"""J4: the rules of Art. 4(1) item 4, one's own data and rights; and how declarations come in (S4, P-06, C-32, I-03…I-06, A-12)."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from nssi.demo.people import PEOPLE
from nssi.law.calendar import Month
from nssi.operate.installation import Installation
from tests.support.browser import ON_A_PHONE, choose_files
from tests.support.journeys import Visit
from tests.support.officials import logs_in_demo_official
from tests.support.people import gets_a_pik_at_once
from tests.support.phone import Phone
from tests.support.register import INSURER, declaration_file

pytestmark = pytest.mark.browser

SOLDIER = next(person for person in PEOPLE if person.has_pik)


@pytest.fixture
def secrets(installation: Installation) -> dict[str, str]:
    """PIKs by personal number and passwords by user name, as the demonstration gives them away."""
    return json.loads((Path(installation.environment["NSSI_VAR"]) / "demonstration.json").read_text())


@pytest.fixture
def visit(installation: Installation, open_page: Callable[..., Page], width: int, scripts: bool) -> Visit:
    return Visit(installation, open_page(width=width, scripts=scripts), scripts, examined=True)


@ON_A_PHONE
def test_from_the_rules_of_2024_to_the_own_months_and_rights(visit: Visit, secrets: dict[str, str]):
    page = visit.page
    visit.go("/")
    visit.follow("Осигурени лица по чл. 4, ал. 1, т. 4 КСО")
    page.get_by_role("combobox", name="Година").select_option("2024")
    visit.press("Покажи")
    visit.sees("933,00\xa0лв.")
    visit.sees("3\xa0750,00\xa0лв.")
    visit.is_accessible()
    page.get_by_label("Брутно месечно възнаграждение").fill("хиляда")
    visit.press("Изчисли")
    visit.sees("Въведете възнаграждението като число, например 1500,00")
    visit.is_accessible()
    page.get_by_label("Брутно месечно възнаграждение").fill("5000")
    visit.press("Изчисли")
    visit.sees("Вноски за сметка на държавния бюджет")
    page.get_by_text("Какво не е потвърдено").click()
    visit.is_accessible()

    visit.follow("Вижте данните си")
    visit.follow("Вход с ПИК")
    visit.logs_in(SOLDIER.number, secrets[SOLDIER.number])
    visit.is_at("Данни за осигуряването")
    visit.sees("06 – военнослужещ")
    visit.is_accessible()
    page.get_by_role("combobox", name="Година").select_option("2024")
    visit.press("Покажи")
    visit.sees("Данни за 2024\xa0г.")
    with page.expect_download() as download:
        visit.follow("Изтеглете всички години като таблица (CSV)")
    assert Path(download.value.path()).read_bytes().startswith("\ufeffГодина;Месец;Осигурител".encode())
    page.get_by_text("Вижте какво беше известно на друг ден").click()
    for box, text in (("Ден", "31"), ("Месец", "12"), ("Година", "2000")):
        page.get_by_role("textbox", name=box, exact=True).fill(text)
    visit.press("Покажи към този ден")
    visit.sees("На 31.12.2000\xa0г. в регистъра нямаше данни за Вас.")
    visit.is_accessible()
    visit.follow("Покажете какво е известно сега")

    visit.follow("Вижте осигурителните си права")
    visit.is_at("Моите осигурителни права")
    visit.sees("Осигурени сте по чл. 4, ал. 1, т. 4 КСО")
    visit.is_accessible()
    visit.follow("Как е изчислено: Безработица")
    visit.sees("чл. 54б, ал. 1 КСО")
    for details in page.get_by_text("Подробно").all():
        details.click()
    visit.is_accessible()
    assert SOLDIER.number not in page.content()

    visit.go("/moite/")
    visit.follow("Моите данни")
    visit.is_accessible()
    visit.press("Подгответе")
    visit.is_accessible()

    visit.go("/moite/")
    visit.follow("Данните ми за осигуряване")
    visit.is_at("Данни за осигуряването")


def test_whoever_is_not_in_the_register_is_told_so(installation, open_page, phone: Phone):
    visit = Visit(installation, open_page(), examined=True)
    pik = gets_a_pik_at_once(installation, phone.number)
    visit.go("/vhod/pik/?next=/moite/spravki/osiguryavane/")
    visit.logs_in(phone.number, pik)
    visit.sees("Няма подадени данни за Вас.")
    visit.is_accessible()
    visit.follow("Вижте осигурителните си права")
    visit.sees("В регистъра няма данни, че сте осигурени.")
    visit.is_accessible()


def test_paper_shows_the_data_their_owner_and_the_day(installation, open_page, secrets: dict[str, str]):
    visit = Visit(installation, open_page())
    visit.go("/vhod/pik/?next=/moite/spravki/osiguryavane/")
    visit.logs_in(SOLDIER.number, secrets[SOLDIER.number])
    visit.is_at("Данни за осигуряването")
    visit.page.emulate_media(media="print")
    expect(visit.page.get_by_text(f"{SOLDIER.full_name}, отпечатано на")).to_be_visible()
    for hidden in (".govuk-service-navigation", ".govuk-button", ".nssi-footer", ".govuk-back-link"):
        expect(visit.page.locator(hidden).first).to_be_hidden()
    assert visit.page.pdf().startswith(b"%PDF")


@ON_A_PHONE
def test_a_file_of_declarations_from_the_upload_to_the_confirmed_protocol(
    visit: Visit, secrets: dict[str, str], tmp_path, width: int, scripts: bool
):
    page, month = visit.page, Month(2025, 1).plus(width // 360 + 5 * scripts)
    number = 7001010006  # somebody of whom the portal knows nothing
    file = tmp_path / "EMPL2021.TXT"
    file.write_bytes(declaration_file(month, number=number, broken=1))
    visit.go("/sluzhiteli/")
    logs_in_demo_official(visit, "administrator")
    visit.follow("Декларации")
    visit.is_accessible()
    page.get_by_role("link", name="Подаване на файл").click()
    visit.sees("Данните по чл. 5, ал. 4, т. 1 КСО се подават в НАП.")
    visit.press("Подай файла")
    visit.sees("Изберете файл")
    visit.is_accessible()
    choose_files(page, "Файл с декларации", file)
    visit.press("Подай файла")
    visit.wait_until_done()
    visit.sees("Част от редовете не са приети")
    visit.sees("Номерът на лицето не издържа проверката за вида си.")
    visit.is_accessible()
    with page.expect_download() as download:
        visit.follow("Изтеглете протокола като таблица (CSV)")
    assert b"identifier" in Path(download.value.path()).read_bytes()
    visit.press("Потвърди протокола")
    visit.sees("Протоколът е потвърден.")
    visit.is_accessible()

    page.get_by_role("link", name="Въвеждане на редове").click()
    page.get_by_label("Номер на лицето").fill("7001010007")
    visit.press("Добави ред")
    visit.sees("Ред 2")
    expect(page.get_by_label("Номер на лицето").first).to_have_value("7001010007")
    visit.is_accessible()
    page.get_by_role("button", name="Подай редовете").last.click()
    visit.sees("Изберете вида на данните")
    visit.is_accessible()

    page.get_by_role("link", name="История").click()
    page.get_by_label("Година на данните").fill("2025")
    visit.press("Покажи")
    expect(page.get_by_role("row").filter(has_text="EMPL2021.TXT").first).to_be_visible()
    visit.is_accessible()
    page.get_by_role("link", name="Справка за лице").click()
    page.get_by_label("ЕИК или БУЛСТАТ на осигурителя").fill(INSURER)
    page.get_by_label("ЕГН или ЛНЧ на лицето").fill(str(number))
    page.get_by_label("проверка по жалба или сигнал").check()
    visit.press("Покажи")
    visit.sees(month.told)
    expect(page).to_have_url(re.compile("/osiguriteli/litse/$"))
    visit.is_accessible()
