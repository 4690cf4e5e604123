"""J2 up to the УРИ: a document of the insurance archive for oneself, for a parent, for whom one is heir (S2)."""

import re
from pathlib import Path

import pytest

from tests.support.browser import AT_A_DESK, choose_files, walked
from tests.support.journeys import Visit
from tests.support.people import gets_a_pik_at_once
from tests.support.phone import Phone
from tests.support.scans import scanned_act

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-archive")]

VARNA, VRATSA = "ТП на НОИ – Варна", "Регионален архивен център – Враца"
SELF, AUTHORISED, HEIR = "Лично, за себе си", "Като упълномощено лице", "Като наследник"
REPRESENTED = "8032056031"


def begins(visit: Visit, phone_number: str, pik: str) -> None:
    """From the description through the login to the question of capacity (P-02, L-02, C-10)."""
    visit.go("/uslugi/arhivni-udostovereniya/")
    visit.sees("Справка за прекратени осигурители без правоприемник")
    visit.is_as_it_should_be()
    visit.follow("Започни")
    visit.follow("Вход с ПИК")
    visit.logs_in(phone_number, pik)
    visit.is_at("Преди да започнете")
    visit.goes_on()
    visit.is_at("В какво качество подавате?")


def chooses(visit: Visit, *options: str) -> None:
    for option in options:
        visit.page.get_by_label(option, exact=True).check()


def names_the_represented(visit: Visit) -> None:
    """R-01, with the number typed wrong at first."""
    visit.page.get_by_label("Собствено име").fill("Стоян")
    visit.page.get_by_label("Фамилно име").fill("Колев")
    visit.page.get_by_label("ЕГН", exact=True).check()
    visit.page.get_by_label("Личен номер").fill("8032056032")
    visit.press("Продължи")
    visit.sees("Проверете номера")
    visit.is_as_it_should_be()
    visit.page.get_by_label("Личен номер").fill(REPRESENTED)
    visit.goes_on()


def says_how_to_be_reached(visit: Visit) -> None:
    visit.is_at("Лични данни")
    visit.page.get_by_label("Настоящ адрес").fill("9000 Варна, ул. „Примерна“ № 1")
    visit.page.get_by_label("Телефон").fill("0888 123 456")
    visit.page.get_by_label("E-mail").fill("maria@example.bg")
    visit.goes_on()


def asks_for(visit: Visit, *kinds: str) -> None:
    """C-16, with nothing chosen at first."""
    visit.is_at("Вид на документа")
    visit.press("Продължи")
    visit.sees("Изберете удостоверение или дубликат")
    visit.is_as_it_should_be()
    chooses(visit, "Удостоверение или служебна бележка", *kinds)
    visit.goes_on()


def names_the_insurers(visit: Visit) -> None:
    """C-17: two of them, the second added, with its years the wrong way round at first."""
    visit.is_at("Осигурители и периоди")
    fills_in_insurer(visit, 0, "ДСО „Пример“", "гр. Враца", "1979", "1986")
    visit.press("Добавете друг осигурител или период")
    visit.sees("Осигурител 2")
    fills_in_insurer(visit, 1, "ТКЗС „Победа“", "с. Гложене", "1978", "1970")
    visit.press("Продължи")
    visit.sees("Въведете година, която не е преди 1978")
    visit.is_as_it_should_be()
    fills_in_insurer(visit, 1, "ТКЗС „Победа“", "с. Гложене", "1970", "1978")
    visit.goes_on()


def fills_in_insurer(visit: Visit, number: int, name: str, place: str, since: str, until: str) -> None:
    for label, value in (
        ("Име на осигурителя", name),
        ("Населено място", place),
        ("От коя година", since),
        ("До коя година", until),
    ):
        visit.page.get_by_label(label).nth(number).fill(value)


def says_what_for(visit: Visit, names: str) -> None:
    visit.is_at("За какво е нужен документът")
    chooses(visit, "За пенсия")
    abroad = visit.page.get_by_role("group", name="Ще използвате ли документа в чужбина?")
    abroad.get_by_label("Да", exact=True).first.check()
    visit.page.get_by_label("В коя държава?").fill("Чехия")
    legalised = visit.page.get_by_role("group", name="Ще легализирате ли документа?")
    legalised.get_by_label("Не", exact=True).check()
    visit.goes_on()
    visit.is_at("Имената в документите различни ли са от сегашните?")
    chooses(visit, names)
    visit.goes_on()


def encloses(visit: Visit, scan: Path, *slots: str) -> None:
    visit.is_at("Документи")
    for slot in slots:
        choose_files(visit.page, re.compile(f"^{slot}"), scan)
        visit.page.get_by_role("button", name=f"Качи {slot}").click()
        visit.sees(scan.name)
    visit.goes_on()


def says_where_and_how(visit: Visit, body: str, how: str) -> None:
    visit.is_at("До кого е заявлението?")
    visit.sees("още не е потвърден от НОИ")
    visit.page.get_by_label("До кого е заявлението?").select_option(label=body)
    visit.goes_on()
    visit.is_at("Начин на получаване")
    visit.page.get_by_label(re.compile(f"^{how}")).check()
    visit.goes_on()


def files(visit: Visit, button: str = "Подай с ПИК") -> str:
    """C-21…C-23; return the УРИ."""
    visit.is_at("Проверете данните")
    visit.page.get_by_label(re.compile("Декларирам")).check()
    visit.goes_on()
    visit.is_as_it_should_be()
    visit.press(button)
    visit.is_at("Заявлението е заведено")
    visit.is_as_it_should_be()
    codes = visit.page.locator(".nssi-code").all_inner_texts()
    return next(code for code in map(str.strip, codes) if re.fullmatch(r"1002-\d{6}-\d\d\.\d\d\.\d{4}", code))


@pytest.fixture
def pik(installation) -> tuple[str, str]:
    """The number and the PIK of a new person."""
    phone = Phone.register_new(installation.simulator_url)
    return phone.number, gets_a_pik_at_once(installation, phone.number)


@AT_A_DESK
def test_for_oneself_two_certificates_from_two_insurers(
    installation, open_page, tmp_path, pik, width: int, scripts: bool
):
    """H: every page on the way is accessible, with its errors and without."""
    visit = Visit(installation, open_page(width=width, scripts=scripts), scripts, examined=True)
    begins(visit, *pik)
    chooses(visit, SELF)
    visit.goes_on()
    says_how_to_be_reached(visit)
    asks_for(visit, "Удостоверение за осигурителен стаж", "Удостоверение за осигурителен доход")
    names_the_insurers(visit)
    says_what_for(visit, names="Не")
    encloses(visit, scanned_act(tmp_path), "Копие на трудова книжка")
    says_where_and_how(visit, VRATSA, "По електронен път")
    visit.sees("ТКЗС „Победа“")
    uri = files(visit)
    visit.sees("Документите се издават безплатно до 30")
    visit.page.reload()
    visit.sees(uri)
    visit.go("/moite/")
    visit.sees(uri)
    visit.sees(VRATSA)


@walked("360")
def test_for_a_parent_with_a_power_of_attorney_and_no_notary(
    installation, open_page, tmp_path, pik, width: int, scripts: bool
):
    """H2, x5, x6: the notary is asked for only where neither parent nor spouse nor child applies."""
    visit = Visit(installation, open_page(width=width, scripts=scripts), scripts, examined=True)
    begins(visit, *pik)
    visit.press("Продължи")
    visit.sees("Изберете в какво качество подавате")
    visit.is_as_it_should_be()
    chooses(visit, AUTHORISED)
    visit.goes_on()
    visit.is_at("За кого подавате")
    names_the_represented(visit)
    visit.is_at("Упълномощаване")
    chooses(visit, "Друго лице")
    visit.press("Продължи")
    visit.sees("само ако Вие сте родител, съпруг/а или дете на лицето")
    visit.is_as_it_should_be()
    chooses(visit, "Дете")
    visit.press("Продължи")
    visit.sees("Родствената връзка трябва да е посочена в пълномощното")
    visit.page.get_by_label("В пълномощното е посочена родствената връзка").check()
    visit.goes_on()
    says_how_to_be_reached(visit)
    asks_for(visit, "Удостоверение за трудов стаж")
    names_the_insurers(visit)
    says_what_for(visit, names="Да")
    visit.press("Продължи")
    visit.sees("Приложете копие на пълномощното")
    visit.sees("Приложете удостоверение за идентичност на имена")
    visit.is_as_it_should_be()
    encloses(visit, scanned_act(tmp_path), "Удостоверение за идентичност на имена", "Копие на пълномощно")
    says_where_and_how(visit, VARNA, "Чрез лицензиран пощенски оператор")
    files(visit)
    visit.sees("Удостоверението се издава безплатно до 30")
    assert REPRESENTED not in visit.page.content()


def test_as_an_heir_and_for_the_note_alone(installation, open_page, tmp_path, pik):
    """H3, x9: nobody calls the note a certificate."""
    visit = Visit(installation, open_page(width=360, scripts=False), scripts=False, examined=True)
    begins(visit, *pik)
    chooses(visit, HEIR)
    visit.goes_on()
    names_the_represented(visit)
    visit.is_at("Кога е починало лицето?")
    visit.press("Продължи")
    visit.sees("Въведете датата на смъртта")
    visit.is_as_it_should_be()
    for label, value in (("Ден", "16"), ("Месец", "3"), ("Година", "2020")):
        visit.page.get_by_label(label, exact=True).fill(value)
    visit.goes_on()
    says_how_to_be_reached(visit)
    asks_for(visit, "Служебна бележка по чл.\u00a045, ал.\u00a01 от ЗДДФЛ")
    names_the_insurers(visit)
    says_what_for(visit, names="Не")
    encloses(visit, scanned_act(tmp_path), "Удостоверение за наследници")
    says_where_and_how(visit, VARNA, "Лично срещу подпис")
    files(visit)
    visit.sees("Служебната бележка се издава безплатно")
    assert "удостоверени" not in visit.page.get_by_role("main").inner_text().lower()


@pytest.mark.full  # test_j2_to_the_end goes this way and on
def test_a_duplicate_is_paid_for(installation, open_page, pik):
    """x8: its own way, with the notice of the fee."""
    visit = Visit(installation, open_page(width=1280), examined=True)
    begins(visit, *pik)
    chooses(visit, SELF)
    visit.goes_on()
    says_how_to_be_reached(visit)
    chooses(visit, "Дубликат на вече издадено удостоверение")
    visit.goes_on()
    visit.is_at("Дубликат")
    visit.sees("По непотвърдени данни цената е 2,56 €")
    chooses(visit, "Удостоверение за осигурителен доход")
    visit.press("Продължи")
    visit.sees("Въведете номера на документа или датата на издаване")
    visit.is_as_it_should_be()
    visit.page.get_by_label("Номер на издадения документ").fill("УП-15/2019")
    visit.goes_on()
    visit.is_at("Документи")
    visit.goes_on()
    says_where_and_how(visit, VARNA, "Лично срещу подпис")
    files(visit)
    visit.sees("Дубликатът се издава, след като го платите.")
