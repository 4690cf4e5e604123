"""The tab „Ведомости“ of a proceeding: an officer finds the insurer, enters the payroll; another one confirms it (O-21)."""

from datetime import date

import pytest

from nssi.archive.models import PayrollExtract
from nssi.audit.models import AuditEntry
from nssi.proceedings.models import Proceeding
from tests.archive.holdings import deposit, insurer
from tests.services.archive_case import confirm, filed, read
from tests.services.walks import upload
from tests.support.officials import Role, at_work, make_official

__all__ = ["at_work"]

pytestmark = pytest.mark.django_db

SPAN = {
    "От кой месец": "03.1979",
    "До кой месец": "05.1979",
    "Категория труд": "трета",
    "Начислено за месеца": "140,50",
    "Осигурителен доход за месеца": "140,50",
    "Страница във ведомостта": "12",
}
ORDER = {
    "От коя дата": date(1979, 3, 12),
    "До коя дата": date(1980, 10, 31),
    "Длъжност (ако е записана)": "шлосер",
    "Документ": "заповед № 15",
}


@pytest.fixture
def officer():
    return make_official(Role.ARCHIVE_OFFICER)


@pytest.fixture
def second():
    return make_official(Role.ARCHIVE_OFFICER, name="Петър Вълчев")


@pytest.fixture
def himko(officer):
    held = insurer("Химко АД", eik="103000007", seat="Враца", area="Враца", by=officer)
    deposit(held, date(1967, 3, 1), date(1999, 12, 1), by=officer)
    return held


@pytest.fixture
def application(person):
    return filed(person)


@pytest.fixture
def tab(application) -> str:
    return f"/sluzhiteli/prepiski/{Proceeding.objects.get(application=application).pk}/vedomosti/"


@pytest.mark.usefixtures("himko")
def test_from_the_application_to_the_insurer_to_the_months_to_the_second_pair_of_eyes(
    at_work, officer, second, tab
):
    page = at_work(officer).get(tab)
    assert "Удостоверение за осигурителен доход – няма потвърдени данни" in page.text
    assert "8502124512" not in page.html, "the number is masked"
    page = page.follow("Потърсете във фондовете Химко АД").follow("Химко АД, Враца").submit(button="Започни")
    assert "Няма въведени месеци." in page.text
    page = page.follow("Добавете месеци").submit(SPAN, "Добави")
    page = page.follow("Внесете редове").submit(
        {"Редове": "06.1979; 14; 2; 95,20; 95,20; 0; 7,40; 13"}, "Внеси"
    )
    page = page.follow("Добавете период на работа").submit(ORDER, "Добави")
    assert "05.1979 г. цял месец 3 140,50 стари лв." in page.text.replace("\xa0", " ")
    assert "06.1979 г. 14 2 95,20 стари лв." in page.text.replace("\xa0", " ")
    assert "12.03.1979 г. – 31.10.1980 г., шлосер (заповед № 15)" in page.text.replace("\xa0", " ")
    assert "Потвърждава го друг служител" in page.text
    assert "Потвърди прочетеното" not in page.buttons
    page = at_work(second).get(page.path).submit(button="Потвърди прочетеното")
    assert "Прочетеното е потвърдено." in page.text
    assert "Петър Вълчев" in page.text
    assert "Добавете месеци" not in page.links
    assert "Удостоверение за осигурителен доход – има потвърдени данни" in page.browser.get(tab).text


def test_what_was_confirmed_can_be_opened_again_to_be_corrected(
    at_work, officer, second, application, himko, tab
):
    extract = read(application, himko, "03.1979; м; 3; 1; 1; 0; 0; 1", officer)
    confirm(extract, second)
    page = at_work(officer).get(f"{tab}{extract.pk}/").submit(button="Отвори за поправка")
    page = page.follow("Премахнете месеци").submit(
        {"От кой месец": "1979", "До кой месец": "1979"}, "Премахни"
    )
    assert "Няма въведени месеци." in page.text
    extract.refresh_from_db()
    assert extract.confirmed_at is None


@pytest.mark.parametrize(
    ("way", "typed", "button", "error"),
    [
        (
            "Добавете месеци",
            {**SPAN, "До кой месец": "01.1979"},
            "Добави",
            "Въведете месец, който не е преди първия",
        ),
        ("Добавете месеци", {**SPAN, "Отработени дни в месеца": "32"}, "Добави", "Дните са от 0 до 31"),
        ("Добавете месеци", {**SPAN, "Начислено за месеца": "сто"}, "Добави", "Сумата се пише като 125,40"),
        (
            "Добавете месеци",
            {**SPAN, "Страница във ведомостта": ""},
            "Добави",
            "Въведете страницата, от която са данните",
        ),
        (
            "Добавете месеци",
            {**SPAN, "До кой месец": "02.2000"},
            "Добави",
            "В архива няма ведомости на осигурителя за: 01.2000\xa0г., 02.2000\xa0г.",
        ),
        (
            "Внесете редове",
            {"Редове": "03.1979; м; 3"},
            "Внеси",
            "Ред 1: Редът трябва да има 8 части, разделени с точка и запетая",
        ),
        (
            "Внесете редове",
            {"Редове": "03.1979; м; 3; 1; 1; 0; 0; 1\n13.1979; м; 3; 1; 1; 0; 0; 1"},
            "Внеси",
            "Ред 2: Месецът се пише като 03.1975",
        ),
        (
            "Добавете период на работа",
            {**ORDER, "До коя дата": date(1979, 3, 11)},
            "Добави",
            "Въведете дата, която не е преди първата",
        ),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    at_work, officer, application, himko, tab, way, typed, button, error
):
    extract = read(application, himko, "03.1979; м; 3; 1; 1; 0; 0; 1", officer)
    page = at_work(officer).get(f"{tab}{extract.pk}/").follow(way).submit(typed, button)
    assert page.errors == [error]
    assert extract.rows.count() == 1
    assert any(str(value) in page.html for value in typed.values() if isinstance(value, str) and value)


def test_a_clerk_sees_what_was_read_and_changes_nothing(at_work, officer, application, himko, tab):
    extract = read(application, himko, "03.1979; м; 3; 1; 1; 0; 0; 1", officer)
    browser = at_work(make_official(Role.CLERK))
    page = browser.get(f"{tab}{extract.pk}/")
    assert page.status == 200
    assert "Добавете месеци" not in page.links
    for path in (f"{extract.pk}/mesetsi/", f"osiguritel/{himko.pk}/"):
        assert browser.get(f"{tab}{path}").status == 403


def test_what_was_read_of_another_person_is_not_here(at_work, officer, application, himko, tab, other_person):
    theirs = read(filed(other_person), himko, "03.1979; м; 3; 1; 1; 0; 0; 1", officer)
    assert at_work(officer).get(f"{tab}{theirs.pk}/").status == 404


@pytest.mark.parametrize("path", ["osiguritel/999999/", "00000000-0000-4000-8000-000000000000/"])
def test_what_is_not_there_is_not_found(at_work, officer, tab, path):
    assert at_work(officer).get(f"{tab}{path}").status == 404
    assert not PayrollExtract.objects.exists()


SCAN = "Сканирани страници"


def test_the_scanned_pages_are_put_in_and_seen_by_whoever_compares_them(
    at_work, officer, second, application, himko, tab
):
    extract = read(application, himko, "03.1979; м; 3; 1; 1; 0; 0; 1", officer)
    page = at_work(officer).get(f"{tab}{extract.pk}/").follow("Качете сканирани страници")
    assert page.submit({}, "Качи").errors == ["Изберете файл със сканираните страници"]
    letter = upload("писмо.rtf", "rtf")
    assert page.submit({SCAN: letter}, "Качи").errors == [
        "Изберете сканирани страници: .pdf, .tif, .jpg или .png"
    ]
    page = page.submit({SCAN: upload()}, "Качи")
    assert "Записано." in page.text
    page = at_work(second).get(page.path).follow("копие.pdf")
    assert page.response["Content-Disposition"].startswith("attachment")
    assert page.response.getvalue().startswith(b"%PDF")
    assert AuditEntry.objects.get(event="archive.scan_seen").about == extract.person_id


def test_a_scan_makes_the_extract_be_compared_anew_and_a_confirmed_one_takes_none(
    at_work, officer, second, application, himko, tab
):
    extract = read(application, himko, "03.1979; м; 3; 1; 1; 0; 0; 1", officer)
    page = at_work(second).get(f"{tab}{extract.pk}/skanirano/").submit({SCAN: upload()}, "Качи")
    assert "Потвърди прочетеното" not in page.buttons, "who put the pages in does not confirm"
    confirm(extract, officer)
    page = at_work(second).get(f"{tab}{extract.pk}/skanirano/").submit({SCAN: upload()}, "Качи")
    assert page.errors == ["Прочетеното вече е потвърдено. Отворете го, за да го поправите."]
    assert at_work(make_official(Role.CLERK)).get(f"{tab}{extract.pk}/skanirano/").status == 403
