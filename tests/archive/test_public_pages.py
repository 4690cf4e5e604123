"""P-04: anybody sees whether the payrolls of an ended enterprise are held, and where (S2.3)."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nssi.archive.actions import search_insurers
from nssi.archive.forms import TOO_SHORT
from nssi.archive.search import MOST_FOUND
from nssi.look.page_client import Page
from tests.archive.holdings import deposit, insurer

pytestmark = pytest.mark.django_db

PATH = "/spravki/prekrateni-osiguriteli/"
NAME, EIK, PLACE = (
    "Име на осигурителя",
    "ЕИК или БУЛСТАТ (ако го знаете)",
    "Населено място или област (ако ги знаете)",
)


def search(page_client, **typed: str) -> Page:
    return page_client.get(PATH, typed)


@pytest.fixture
def himko():
    held = insurer("Химко АД", "Стопански химически комбинат", eik="103000007", seat="Враца", area="Враца")
    deposit(held, date(1967, 3, 1), date(1979, 12, 1))
    deposit(held, date(1980, 1, 1), date(1999, 12, 1), place_id="archive-vratsa")
    deposit(held, date(1970, 1, 1), date(1999, 12, 1), kind="employment_documents")
    return held


def test_it_is_in_the_catalogue_open_to_everybody(page_client):
    page = page_client.get("/").follow(
        "Справка за прекратени осигурители без правоприемник с предадени в НОИ ведомости за заплати"
    )
    assert page.path == PATH
    assert page.errors == []


@pytest.mark.usefixtures("himko")
def test_a_result_says_who_which_documents_and_where_and_nothing_more(page_client):
    page = page_client.get(PATH).submit({NAME: "химко"})
    assert "Намерен е 1 осигурител" in page.text
    assert "Предишни имена: Стопански химически комбинат" in page.text
    assert "103000007" in page.text
    assert "Враца, област Враца" in page.text
    assert "ведомости за заплати, 1967–1979: ТП на НОИ – Варна" in page.text
    assert "ведомости за заплати, 1980–1999: Регионален архивен център – Враца" in page.text
    assert "трудовоправни документи, 1970–1999" in page.text
    assert "А-12" not in page.text, "the shelf is for officials"
    assert "Ирина" not in page.html


def test_nothing_found_says_that_it_may_be_there_all_the_same(page_client):
    assert "Това не значи, че документите не са предадени" in search(page_client, ime="Няма такова").text


@pytest.mark.usefixtures("himko")
def test_what_was_mistyped_is_said(page_client):
    assert "Показваме подобни, с „химически“." in search(page_client, ime="химичиски").text


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"ime": ""}, str(TOO_SHORT)),
        ({"ime": "ab"}, str(TOO_SHORT)),
        ({"ime": "АД"}, str(TOO_SHORT)),
        ({"ime": "%_%_%_%"}, str(TOO_SHORT)),
        ({"ime": "х" * 10_000}, "Текстът може да е до 200\xa0знака, а е 10000"),
        ({"eik": "123"}, "Въведете ЕИК или БУЛСТАТ от 9 или 13\xa0цифри, без грешка в тях"),
    ],
    ids=["nothing", "two letters", "a legal form", "wildcards", "10 kB", "no number"],
)
def test_what_cannot_be_searched_is_said_and_kept(page_client, typed, error):
    page = search(page_client, **typed)
    assert page.errors == [error]
    assert page.status == 200
    assert page.title.startswith("Грешка: ")


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\u202e", "%", "'", "\\"])
def test_other_signs_do_no_harm(page_client, himko, sign):
    assert himko.name in search(page_client, ime=f"{sign} химко {sign[:1]}").text


def test_too_many_ask_for_the_place(page_client):
    for number in range(MOST_FOUND + 1):
        insurer(f"Строител{number}")
    assert "Над 200 резултата. Добавете населено място." in search(page_client, ime="строител").text
    insurer("Строител", seat="Русе", area="Русе")
    assert "Показваме точните съвпадения." in search(page_client, ime="строител").text
    assert "Намерен е 1 осигурител" in search(page_client, ime="строител", myasto="Русе").text


def test_many_stand_on_several_pages(page_client):
    for number in range(25):
        insurer(f"Строител{number}")
    page = search(page_client, ime="строител")
    assert "Намерени са 25 осигурители" in page.text
    assert "Страница 2 от 2" in page.follow("Следваща").text


def test_who_searches_too_much_waits(page_client, monkeypatch):
    monkeypatch.setattr(search_insurers, "BY_ADDRESS", replace(search_insurers.BY_ADDRESS, tries=1))
    search(page_client, ime="химко")
    page = search(page_client, ime="химко")
    assert page.status == 429
    assert page.errors == ["Твърде много търсения. Опитайте отново след 5\xa0минути."]


@pytest.mark.usefixtures("himko")
def test_a_script_gets_the_page_or_is_sent_to_the_errors(client):
    script = {"HX-Request": "true"}
    assert "Химко АД" in client.get(PATH, {"ime": "химко"}, headers=script).content.decode()
    assert client.get(PATH, {"ime": "х"}, headers=script)["HX-Redirect"] == f"{PATH}?ime=%D1%85"


def test_errors_do_not_stay_above_what_a_script_finds_after_them(page_client):
    assert page_client.get(PATH).root.xpath("//main//form[@hx-get]")
    assert not page_client.get(f"{PATH}?ime=х").root.xpath("//main//form[@hx-get]")


@pytest.mark.usefixtures("himko")
def test_a_search_takes_few_queries(client):
    with CaptureQueriesContext(connection) as queries:
        client.get(PATH, {"ime": "химко"})
    assert len(queries) == 4  # throttle, insurers, deposits, places
