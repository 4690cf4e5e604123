"""Whoever holds an issued document finds out that it is genuine, replaced or not known, and nothing personal (issue 6)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nssi.documents.actions.make_document import make_document
from nssi.documents.models import IssuedDocument
from nssi.documents.queries import check_address, check_code
from nssi.look.page_client import Page, PageClient
from tests.documents.specimen import issue

pytestmark = pytest.mark.django_db

PATH = "/proverka-na-dokument/"
NO_MATCH = (
    "Няма издаден документ с този номер и код. Сверете ги с документа. "
    "Ако са изписани точно така, документът не е издаден от НОИ."
)


@pytest.fixture
def document(person) -> IssuedDocument:
    return issued(person=person)


@pytest.fixture
def person(db):
    from tests.support.visitors import make_person

    return make_person()


def issued(**what) -> IssuedDocument:
    document = issue(**what)
    make_document(document.id)
    document.refresh_from_db()
    return document


def check(browser: PageClient, number: str, code: str) -> Page:
    return browser.get(PATH).submit({"Изходящ номер": number, "Код за проверка": code})


def test_a_genuine_one_is_known_by_its_number_and_code(page_client, document):
    page = check(page_client, document.outgoing_number, check_code(document))
    assert page.h1 == "Документът е истински"
    for shown in (document.outgoing_number, "Писмо", "ТП на НОИ – Варна", "Издаден", "Страници 1"):
        assert shown in page.text


@pytest.mark.parametrize(
    "write",
    [
        lambda number, code: (number.replace("-", " – "), code.lower()),
        lambda number, code: (f" {number} г.", f"{code[:4]} {code[4:]}"),
        lambda number, code: (number.replace("-00000", "-"), "-".join(code)),
    ],
    ids=["dashes", "spaces", "zeros"],
)
def test_it_does_not_matter_how_they_are_written(page_client, document, write):
    assert (
        check(page_client, *write(document.outgoing_number, check_code(document))).h1
        == "Документът е истински"
    )


def test_nothing_personal_is_shown(page_client, document):
    html = check(page_client, document.outgoing_number, check_code(document)).html
    for private in ("Мария", "Иванова", "8502124512", "Ъгълов", "1\u00a0234,56", check_code(document)):
        assert private not in html


def test_the_address_in_the_qr_code_fills_in_the_form_and_looks_nothing_up(page_client, document, settings):
    address = check_address(document)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = page_client.get(address.removeprefix(settings.PUBLIC_URL))
    assert not [query for query in asked if "issueddocument" in query["sql"] or "throttle" in query["sql"]]
    assert page.submit({}).h1 == "Документът е истински"


def test_one_that_was_replaced_says_so_as_soon_as_the_other_is_issued(page_client, document):
    other = issue(replaces=document)
    assert check(page_client, document.outgoing_number, check_code(document)).h1 == "Документът е истински"
    make_document(other.id)
    page = check(page_client, document.outgoing_number, check_code(document))
    assert page.h1 == "Документът е заменен"
    assert "Поискайте новия." in page.text
    assert check(page_client, other.outgoing_number, check_code(other)).h1 == "Документът е истински"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("9001-000001-{day}", "AAAAAAAA"),
        ("9001-000002-{day}", "{code}"),
        ("9001-000001-31.02.2026", "{code}"),
        ("нещо друго", "{code}"),
        ("9001-000001-{day}\x00", "{code}"),
        ("1" * 61, "{code}"),
    ],
)
def test_anything_else_is_not_known(page_client, document, number, code):
    day = document.outgoing_number.rsplit("-", 1)[1]
    page = check(page_client, number.format(day=day), code.format(code=check_code(document)))
    assert page.status == 200
    assert page.errors
    assert NO_MATCH in page.text or "\x00" in number


def test_one_in_preparation_is_not_known_yet(page_client):
    document = issue()
    assert NO_MATCH in check(page_client, document.outgoing_number, check_code(document)).text


def test_guessing_is_throttled(page_client, document, travel):
    for _ in range(5):
        assert NO_MATCH in check(page_client, document.outgoing_number, "AAAAAAAA").text
    page = check(page_client, document.outgoing_number, check_code(document))
    assert page.status == 429
    assert "Твърде много опити. Опитайте след 15\u00a0минути." in page.text
    travel(minutes=15)
    assert check(page_client, document.outgoing_number, check_code(document)).h1 == "Документът е истински"


@pytest.mark.parametrize("path", ["a/b/", f"{'1' * 300}/{'x' * 300}/", "%00/%00/", "<b>/<script>/"])
def test_a_strange_address_is_only_a_form(client, path):
    assert client.get(PATH + path).status_code == 200


def test_the_catalogue_leads_to_it(page_client):
    assert page_client.get("/").follow("Проверка на документ").h1 == "Проверка на издаден документ"
