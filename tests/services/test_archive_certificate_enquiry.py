"""An insurer that was found in the free enquiry comes along into the application (P-04, C-17, J2)."""

from itertools import takewhile
from urllib.parse import urlsplit

import pytest

from nssi.applications.models import Application
from tests.archive.holdings import insurer
from tests.services.archive_walk import INSURER, START, pages
from tests.services.walks import NEXT, file, walk

ENQUIRY = "/spravki/prekrateni-osiguriteli/"
YEARS = {"От коя година": "1979", "До коя година": "1986"}


@pytest.fixture
def himko():
    return insurer("Химко АД", eik="103000007", seat="Враца", area="Враца")


def walked(browser, start: str, **changes):
    """Walk up to the page of insurers, from an address of the first page."""
    before = takewhile(lambda page: page[0] != "osiguritel", pages(**changes))
    return walk(browser, start, [typed for _slug, typed in before])


def test_from_the_enquiry_through_the_login_to_the_filled_in_page(visit, person, page_client, himko):
    result = page_client.get(ENQUIRY, {"ime": "химко"})
    apply = next(address for text, address in result.links.items() if text.startswith("Подайте заявление"))
    login = page_client.get(apply)
    assert login.path.startswith("/vhod/")
    assert urlsplit(apply).path == f"{START}nachalo/"
    page = walked(visit(person), apply)
    assert page.path == f"{START}osiguritel/"
    values = page.form(NEXT).values
    assert values["entry_0-name"] == "Химко АД"
    assert values["entry_0-eik"] == "103000007"
    assert values["entry_0-place"] == "Враца"
    assert page.errors == []
    page = page.submit(YEARS, NEXT)
    rest = [typed for slug, typed in pages() if slug in ("tsel", "imena", "dokumenti", "tp", "poluchavane")]
    file(walk(page.browser, page.path, rest))
    assert Application.objects.get().answers["insurers"]["entries"][0]["name"] == himko.name


def test_what_is_typed_already_stays_and_the_chosen_insurer_is_told(visit, person, himko):
    browser = visit(person)
    walked(browser, f"{START}nachalo/").submit(INSURER, NEXT)
    page = walked(browser, f"{START}nachalo/?osiguritel={himko.pk}")
    assert page.form(NEXT).values["entry_0-name"] == "ДСО „Пример“"
    assert "От справката избрахте още „Химко АД“" in page.text


@pytest.mark.parametrize("typed", ["", "0", "-1", "999999", "9" * 30, "<b>", "%00"])
def test_an_address_that_names_no_insurer_begins_an_ordinary_application(visit, person, typed):
    page = walked(visit(person), f"{START}nachalo/?osiguritel={typed}")
    assert page.form(NEXT).values["entry_0-name"] == ""


def test_an_insurer_that_the_enquiry_does_not_show_is_not_taken_over(visit, person):
    hidden = insurer("Таен ООД", is_public=False)
    page = walked(visit(person), f"{START}nachalo/?osiguritel={hidden.pk}")
    assert page.form(NEXT).values["entry_0-name"] == ""


@pytest.mark.django_db
def test_the_page_of_the_service_leads_to_the_enquiry_first(page_client):
    page = page_client.get("/uslugi/arhivni-udostovereniya/")
    assert page.follow("Проверете първо дали ведомостите на предприятието са приети").path == ENQUIRY
