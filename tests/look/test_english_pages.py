"""Whoever chose English reads English. Bulgarian stay names and what the law and the register say; the latter tell it."""

import re
from datetime import date

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nssi.access.models import Official
from nssi.applications.models import Application
from nssi.foundation import clock
from nssi.insurance.actions.import_submission import import_submission
from nssi.law.calendar import Month
from nssi.look.page_client import PageClient
from tests.house.test_routes import ROUTES
from tests.services.walks import upload
from tests.support.english import CYRILLIC, bulgarian_in
from tests.support.officials import log_in_as, make_official
from tests.support.register import declaration_file, declare_months, merged_file
from tests.support.routes import path_of
from tests.support.visitors import log_in, own_attachments, person

__all__ = ["own_attachments", "person"]

pytestmark = pytest.mark.django_db

ENGLISH = re.compile("[A-Za-z]{2,} [A-Za-z]{2,}|^(Yes|No)$")

PUBLIC = [route for route, pattern in ROUTES if pattern.callback.access_rule == "public"]
NEXT = "Continue"
START = "/zayavlenie/obezshtetenie-bezrabotitsa/"
FORM = (
    {"I have read the important information": True},
    {"Are you submitting again an application about which we wrote to you because of irregularities?": "No"},
    {
        "Number of your identity document": "641234567",
        "Current address": "гр. Варна, ул. Шипка 5, 9000",
        "Phone": "0888 123 456",
        "E-mail": "maria@example.bg",
    },
    {"Choose a local office": "ТП на НОИ – Варна"},
    {
        "Last insurer": "„Пример“ ООД",
        "Date of termination": date(2026, 3, 16),
        "Grounds for termination": "At my own request",
    },
    {"Have you worked in another country?": "No"},
    {
        "Do you carry out an activity for which you must be insured?": "No",
        "Are you entitled to a pension, or do you receive one?": "No",
        "Do you receive compensation from your employer after the termination?": "No",
    },
    {"IBAN of your bank account": "BG80 BNBG 9661 1020 3456 78", "The account is in my name": True},
    {"Copy of the act of termination of the legal relationship": "акт.pdf"},
    {"How do you want to receive the documents?": "At the counter in ТП на НОИ – Варна"},
)


@pytest.fixture
def browser() -> PageClient:
    """The browser of somebody who chose English."""
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return PageClient(client)


@pytest.mark.parametrize("route", PUBLIC, ids=lambda route: route or "/")
def test_a_public_page_is_english(browser, route):
    path = path_of(route)
    if browser.client.get(path).status_code == 405:
        return  # it answers a button
    page = browser.get(path)
    assert not page.is_html or bulgarian_in(page) == []


@pytest.mark.usefixtures("own_attachments")
def test_a_form_is_filled_in_in_english_and_filed_in_bulgarian(browser, person):
    log_in(browser.client, person)
    page = browser.get(START)
    for typed in FORM:
        assert bulgarian_in(page) == []
        refused = page.submit({}, NEXT)
        assert bulgarian_in(refused) == [] and (refused.errors or refused.path != page.path)
        page = page.submit({words: _attached(value) for words, value in typed.items()}, NEXT)
        assert page.errors == []
    declarations = [words for words in page.form(NEXT).labels if words.startswith("I ")]
    page = page.submit(dict.fromkeys(declarations, True), NEXT).submit(button="Submit with PIK")
    assert page.h1 == "The application is registered" and bulgarian_in(page) == []
    application = Application.objects.get()
    for path in ("/moite/", "/moite/zayavleniya/", f"/moite/zayavleniya/{application.id}/"):
        assert bulgarian_in(browser.get(path)) == []
    assert "ТП на НОИ – Варна" in str(application.summary)
    filed = [section["title"] for section in application.summary]
    said = [words for section in application.summary for row in section["rows"] for words in row]
    assert [words for words in (*filed, *said) if ENGLISH.search(words)] == []
    assert application.files.get().title == "Копие от акта за прекратяване на правоотношението"


@pytest.mark.parametrize("months", [0, 3, 60])
def test_what_a_person_asks_the_register_is_answered_in_english(browser, person, months):
    """S4.7, S4.8: the words of the law are Bulgarian and are marked so."""
    log_in(browser.client, person)
    if months:
        declare_months("8502124512", Month.of(clock.today()).plus(-1 - months), months, merged_file())
    for path in ("/moite/spravki/osiguryavane/", "/moite/spravki/prava/"):
        page = browser.get(path)
        assert bulgarian_in(page) == []
    table = b"".join(browser.client.get("/moite/spravki/osiguryavane/csv/").streaming_content).decode()
    assert len(table.splitlines()) == months + 1 and not CYRILLIC.search(table)
    for text, address in page.links.items():
        if text.startswith("How it is calculated"):
            assert bulgarian_in(browser.get(address), "body") == []  # its title names the right


def test_the_pages_of_officials_are_english(browser, settings, tmp_path):
    settings.DECLARATIONS = tmp_path
    log_in_as(browser.client, make_official(Official.Role.ADMINISTRATOR))
    page = browser.get("/sluzhiteli/")
    assert page.h1 == "Staff home" and bulgarian_in(page) == []
    refused = browser.get("/osiguriteli/deklaratsii/novo/").submit({})
    assert refused.errors == ["Choose a file"] and bulgarian_in(refused) == []
    file = SimpleUploadedFile("EMPL2021.TXT", declaration_file(Month(2025, 3), broken=1))
    page = refused.submit({"File with declarations": file})
    assert bulgarian_in(page) == []
    import_submission(int(page.path.strip("/").split("/")[-1]))
    page = browser.get(page.path).submit(button="Confirm the report")
    assert bulgarian_in(page) == []
    for path in ("/osiguriteli/deklaratsii/", "/admin-portal/vnasyane/", "/osiguriteli/litse/"):
        assert bulgarian_in(browser.get(path)) == []


def _attached(value: object) -> object:
    return upload(value) if value == "акт.pdf" else value
