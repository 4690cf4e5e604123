"""An insurer logs in with a QES of the organisation, and is neither a person nor an official (I-01)."""

import pytest
from django.test import Client

from nssi.access.models import QesLogin, VisitorSession
from nssi.audit.models import AuditEntry
from nssi.demo.qes.authority import Subject
from nssi.look.page_client import PageClient
from nssi.people.models import Person
from tests.access.test_login_with_qes import MARIA, ask_issuer, come_back, show
from tests.support.issuer import issuer
from tests.support.visitors import log_in, log_in_insurer, make_person

__all__ = ["issuer"]

pytestmark = pytest.mark.django_db

EIK = "175074752"
OF_ORGANISATION = Subject("", "", "", f"NTRBG-{EIK}", "Пример ООД")
PROFESSIONAL = Subject("PNOBG-8502124512", "Мария", "Иванова", f"VATBG-BG{EIK}", "Пример ООД")
NO_RIGHTS = "Нямате права за осигурител"


@pytest.fixture
def browser() -> PageClient:
    return PageClient(Client())


def shows(browser: PageClient, issued, next_page: str = "") -> None:
    response = browser.client.post("/osiguriteli/vhod/", {"next": next_page})
    path = response["Location"].removeprefix("https://kep.example")
    come_back(browser, show(path, issued.certificate if issued else None))
    ask_issuer()


@pytest.mark.parametrize("subject", [OF_ORGANISATION, PROFESSIONAL], ids=["seal", "professional"])
def test_the_certificate_of_an_organisation_opens_its_own_area_alone(browser, issuer, subject):
    shows(browser, issuer.authority.certify(subject))
    page = browser.get("/vhod/kep/proverka/")
    assert f"Влизате като осигурител Пример ООД, ЕИК {EIK}." in page.text
    home = page.submit(button="Влезте")
    assert (home.path, home.h1) == ("/osiguriteli/", f"Пример ООД ЕИК {EIK}")
    assert not Person.objects.exists(), "nobody is made a person of the house by it"
    for closed in ("/moite/", "/sluzhiteli/"):
        assert browser.client.get(closed).status_code == 302
    entry = AuditEntry.objects.get(event="access.log_in_insurer")
    assert (entry.actor_kind, entry.actor_id) == ("insurer", EIK)
    assert entry.details == {"certificate": QesLogin.objects.get().certificate_sha256}


@pytest.mark.parametrize(
    "subject", [MARIA, Subject("", "", "", "NTRBG-175074751", "Пример ООД")], ids=["personal", "no ЕИК"]
)
def test_without_a_valid_eik_in_it_there_are_no_rights(browser, issuer, subject):
    shows(browser, issuer.authority.certify(subject))
    page = browser.get("/vhod/kep/proverka/")
    assert NO_RIGHTS in page.text
    assert page.follow("Опитайте отново с КЕП на организацията").h1 == "Вход за осигурители"
    assert browser.client.get("/osiguriteli/").status_code == 302


def test_a_certificate_that_does_not_hold_opens_nothing(browser, issuer):
    shows(browser, issued := issuer.authority.certify(OF_ORGANISATION, qualified=False))
    assert "не е прието" in browser.get("/vhod/kep/proverka/").text
    issuer.revoke((issued := issuer.authority.certify(OF_ORGANISATION)).certificate)
    shows(browser, issued)
    assert "изтекло или прекратено" in browser.get("/vhod/kep/proverka/").text


def test_the_seal_of_an_organisation_logs_in_no_person_and_says_where_it_may(browser, issuer):
    response = browser.client.post("/vhod/kep/")
    issued = issuer.authority.certify(OF_ORGANISATION)
    come_back(browser, show(response["Location"].removeprefix("https://kep.example"), issued.certificate))
    ask_issuer()
    assert "Вход за осигурители" in browser.get("/vhod/kep/proverka/").links


def test_it_returns_to_the_page_that_asked_for_the_login(browser, issuer):
    asked = browser.get("/osiguriteli/deklaratsii/novo/")
    assert asked.h1 == "Вход за осигурители"
    shows(browser, issuer.authority.certify(OF_ORGANISATION), "/osiguriteli/deklaratsii/novo/")
    done = browser.get("/vhod/kep/proverka/").submit(button="Влезте")
    assert done.path == "/osiguriteli/deklaratsii/novo/"


def test_whoever_logs_in_is_that_alone(browser, issuer):
    log_in(browser.client, make_person())
    shows(browser, issuer.authority.certify(OF_ORGANISATION))
    browser.get("/vhod/kep/proverka/").submit(button="Влезте")
    assert browser.client.get("/moite/").status_code == 302
    assert VisitorSession.objects.filter(pik_credential=None, qes_person=None).exists()


def test_the_session_ends_as_that_of_persons(client, travel):
    log_in_insurer(client, EIK)
    assert client.get("/osiguriteli/").status_code == 200
    travel(minutes=31)
    assert client.get("/osiguriteli/")["Location"].startswith("/osiguriteli/vhod/")


def test_it_logs_out(client):
    browser = PageClient(log_in_insurer(client, EIK))
    browser.get("/osiguriteli/").submit(button="Изход")
    assert client.get("/osiguriteli/").status_code == 302
