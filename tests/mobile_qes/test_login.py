"""Logging in on a phone with the mobile QES of the signing provider: one document, one code, one browser (L-03, S1.1)."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import connection
from django.test import Client

from nssi.access.models import Identification
from nssi.audit.models import AuditEntry
from nssi.foundation import clock
from nssi.look.page_client import Page, PageClient
from nssi.mobile_qes.document import login_document
from nssi.mobile_qes.jobs import forget_what_is_over
from nssi.mobile_qes.models import MobileLogin
from nssi.mobile_qes.validity import VALID_FOR
from nssi.people.actions.recognise_person import recognise_person
from nssi.people.identifiers import Kind
from nssi.people.models import Names
from nssi.signing.actions.read_due_requests import read_due_requests
from nssi.signing.models import SigningRequest
from tests.pik.conftest import running, simulator
from tests.services.walks import words_of
from tests.support.english import bulgarian_in
from tests.support.phone import Phone
from tests.support.simulator import RunningSimulator
from tests.support.work import run_jobs

__all__ = ["running", "simulator"]

LOGIN, CHECK = "/vhod/kep/telefon/", "/vhod/kep/telefon/proverka/"
SEND = "Изпрати документа до телефона"


@dataclass
class Visitor:
    """A person with a browser and a phone."""

    pages: PageClient
    phone: Phone

    def begins(self, next_page: str = "", phone: str = "") -> Page:
        """Type the number; the document is sent."""
        page = self.pages.get(f"{LOGIN}?next={next_page}")
        page = page.submit({"Номер на мобилен телефон": phone or self.phone.phone}, button=SEND)
        run_jobs()
        return page

    def hears_from_the_provider(self) -> Page:
        """Let the portal read where the document stands, and look at the page."""
        SigningRequest.objects.update(next_poll_at=clock.now())
        read_due_requests()
        run_jobs()
        return self.pages.get(CHECK)

    def is_logged_in(self) -> bool:
        return self.pages.client.get("/moite/").status_code == 200


@pytest.fixture
def visitor(transactional_db, simulator: RunningSimulator) -> Iterator[Visitor]:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
    visitor = Visitor(PageClient(Client()), Phone.register_new(simulator.url))
    yield visitor
    visitor.phone.settle()


def test_who_signs_the_document_with_the_same_code_is_logged_in_as_with_any_qes(visitor):
    page = visitor.begins("/moite/zayavleniya/")
    login = MobileLogin.objects.get()
    assert login.code in page.text and "Подпишете го само ако в него стои същият код" in page.text
    assert len(visitor.phone.requests()) == 1
    visitor.phone.sign()
    assert login.code in words_of(visitor.phone.last_document())
    page = visitor.hears_from_the_provider()
    assert "Влизате като Maria Petrova Ivanova." in page.text
    page = page.submit({}, "Влезте")
    assert page.path == "/moite/zayavleniya/" and visitor.is_logged_in()
    login.refresh_from_db()
    assert login.state == "used" and login.phone == ""
    assert login.person.identifiers.get().number == visitor.phone.number
    entry = AuditEntry.objects.get(event="access.log_in_with_qes")
    assert entry.details == {"certificate": login.certificate_sha256, "on": "phone"}
    assert visitor.pages.client.session["access.qes"] == str(login.person.pk), Identification.QES


def test_the_known_person_is_recognised_and_keeps_the_names(visitor):
    known = recognise_person(Kind.EGN, visitor.phone.number, Names("Мария", "Тодорова", "Стоева"))
    visitor.begins()
    visitor.phone.sign()
    assert "Влизате като Мария Тодорова Стоева." in visitor.hears_from_the_provider().text
    assert MobileLogin.objects.get().person == known


def test_the_page_waits_with_scripts_and_without(visitor):
    page = visitor.begins()
    status = visitor.pages.client.get(f"{CHECK}sastoyanie/", headers={"HX-Request": "true"})
    assert status.status_code == 204
    assert page.links["Провери сега"] == CHECK
    visitor.phone.reject()
    visitor.hears_from_the_provider()
    status = visitor.pages.client.get(f"{CHECK}sastoyanie/", headers={"HX-Request": "true"})
    assert status["HX-Redirect"] == CHECK


def test_a_document_that_was_rejected_opens_nothing(visitor):
    visitor.begins()
    visitor.phone.reject()
    page = visitor.hears_from_the_provider()
    assert "отказан на телефона" in page.text and not visitor.is_logged_in()
    assert MobileLogin.objects.get().phone == ""


def test_a_phone_without_registration_is_told_so(visitor):
    visitor.begins(phone="0888 999 123")
    assert "няма регистрация за мобилен КЕП" in visitor.pages.get(CHECK).text


@pytest.mark.parametrize("damage", ["flipped_bytes", "wrong_ca", "certificate_expired", "unsigned_update"])
def test_a_signature_that_does_not_hold_opens_nothing(visitor, damage):
    visitor.phone.will(result=damage)
    visitor.begins()
    visitor.phone.sign()
    page = visitor.hears_from_the_provider()
    assert "входът не е приет" in page.text and not visitor.is_logged_in()


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("not_qualified", "входът не е приет"),
        ("certificate_revoked", "изтекло или прекратено"),
        ("issuer_silent", "Издателят на удостоверението не отговаря"),
    ],
)
def test_a_certificate_that_is_no_qualified_one_or_does_not_hold_opens_nothing(visitor, damage, said):
    """As with a certificate on a card: whose issuer is silent is not believed."""
    visitor.phone.will(result=damage)
    visitor.begins()
    visitor.phone.sign()
    page = visitor.hears_from_the_provider()
    assert said in page.text and not visitor.is_logged_in()


def test_another_document_signed_by_the_person_opens_nothing(visitor):
    """What is signed must be the very document of this login, to the byte."""
    visitor.phone.will(result="other_document")
    visitor.begins()
    visitor.phone.sign()
    assert "входът не е приет" in visitor.hears_from_the_provider().text


def test_the_signature_of_one_never_opens_the_browser_of_another(visitor):
    visitor.begins()
    visitor.phone.sign()
    visitor.hears_from_the_provider()
    stranger = PageClient(Client())
    assert "приключил или е изтекъл" in stranger.get(CHECK).text
    assert stranger.post(CHECK, {}).status == 200
    assert stranger.client.get("/moite/").status_code == 302


def test_a_login_is_used_once_and_within_five_minutes(visitor):
    visitor.begins()
    visitor.phone.sign()
    page = visitor.hears_from_the_provider()
    with clock.shift(VALID_FOR):
        assert "приключил или е изтекъл" in visitor.pages.get(CHECK).text
        assert visitor.pages.post(CHECK, {}).status == 200 and not visitor.is_logged_in()
    page.submit({}, "Влезте")
    visitor.pages.client.post("/izhod/")
    assert visitor.pages.post(CHECK, {}).status == 200 and not visitor.is_logged_in()
    with clock.shift(VALID_FOR):
        forget_what_is_over(0)
    assert not MobileLogin.objects.exists(), "nor is a phone remembered"


def test_nobody_is_worn_down_by_documents_that_they_did_not_ask_for(visitor):
    for _ in range(4):
        visitor.pages.get(LOGIN).submit({"Номер на мобилен телефон": visitor.phone.phone}, button=SEND)
    page = visitor.pages.get(LOGIN).submit({"Номер на мобилен телефон": visitor.phone.phone}, button=SEND)
    assert page.status == 429 and "Твърде много опити" in page.errors[0]
    assert MobileLogin.objects.count() == 4


@pytest.mark.parametrize("typed", ["", "02 123 456", "12", "x" * 41])
def test_what_is_no_mobile_number_is_told_so(client, db, typed):
    page = PageClient(client).get(LOGIN).submit({"Номер на мобилен телефон": typed}, button=SEND)
    assert len(page.errors) == 1 and "мобил" in page.errors[0]


def test_the_ways_to_log_in_lead_here_and_all_can_be_read_in_english(client, db):
    browser = PageClient(client)
    page = browser.get("/vhod/?next=/moite/").follow("Вход с мобилен КЕП на телефона")
    assert page.path == f"{LOGIN}?next=%2Fmoite%2F"
    assert browser.get("/vhod/kep/").follow("Вход с мобилен КЕП").path == LOGIN
    client.cookies["django_language"] = "en"
    assert bulgarian_in(browser.get(LOGIN)) == bulgarian_in(browser.get(CHECK)) == []


def test_the_document_names_nobody(db):
    text = words_of(login_document("4821", clock.now()))
    assert "4821" in text and "Ако не влизате Вие" in text
