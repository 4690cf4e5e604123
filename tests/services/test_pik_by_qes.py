"""A PIK asked for with a QES (P-08, S4.7): the request, the decision, the certificate that a QES alone downloads, and its end."""

import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import PermissionDenied
from django.db import connection, connections
from django.test import Client

from nssi.access.models import PikCredential
from nssi.applications.actions.file_page import file_page
from nssi.applications.models import Application, Draft, IdentifiedBy
from nssi.audit.models import AuditEntry
from nssi.delivery.models import Delivery
from nssi.foundation import clock
from nssi.look.page_client import Page, PageClient
from nssi.look.typography import date_text
from nssi.messages.models import OutgoingMessage
from nssi.people.identifiers import mask
from nssi.people.models import Person
from nssi.pik.actions.hand_over_certificate import settle_issues
from nssi.pik.models import PikIssue
from nssi.proceedings.models import Proceeding
from nssi.services.pik_by_qes.service import PIK_BY_QES
from nssi.terms.actions.sweep_terms import sweep_terms
from nssi.terms.models import Task, Term
from tests.support.clocks import kept, run_out
from tests.support.officials import at_work, make_official
from tests.support.people import EGN, give_pik, make_person
from tests.support.visitors import log_in, visit_with_qes

__all__ = ["at_work", "visit_with_qes"]

pytestmark = pytest.mark.django_db

MAIL = "maria@example.com"
ASKED = {"E-mail": MAIL, "Кое териториално поделение (ТП) да издаде ПИК?": "ТП на НОИ – Варна"}
FILE = "Подай искането"
TAKE, TAKE_AGAIN = "Изтегли удостоверението за ПИК (PDF)", "Изтегли удостоверението отново"
REMINDED = "Удостоверението за ПИК Ви чака"
COLLECT = "Изтеглете удостоверението за ПИК"
QUEUED = "1 искане за ПИК с КЕП чака решение."


@pytest.fixture(autouse=True)
def _quick(monkeypatch) -> None:
    monkeypatch.setattr("nssi.delivery.handing_over._BETWEEN_LOOKS", 0)


@pytest.fixture
def holder(db) -> Person:
    """Somebody who has a QES and no PIK."""
    return make_person(EGN)


@pytest.fixture
def browser(holder, visit_with_qes) -> PageClient:
    return visit_with_qes(holder)


@pytest.fixture
def clerk(at_work) -> PageClient:
    return at_work(make_official())


def asked(browser: PageClient) -> Proceeding:
    page = browser.get("/pik/kak/").follow("Поискайте ПИК с КЕП").submit(ASKED, FILE)
    assert page.errors == []
    return Proceeding.objects.get()


def granted(browser: PageClient, clerk: PageClient) -> Proceeding:
    proceeding = asked(browser)
    clerk.get(f"/sluzhiteli/prepiski/{proceeding.pk}/").follow("Одобри искането").submit(
        button="Одобри искането"
    )
    proceeding.refresh_from_db()
    assert proceeding.state == "granted"
    return proceeding


def page_of(browser: PageClient, proceeding: Proceeding) -> Page:
    return browser.get(f"/moite/zayavleniya/{proceeding.application_id}/").follow(COLLECT)


def taken(page: Page, button: str = TAKE) -> bytes:
    """Press the button and take the file to its end."""
    response = page.submit(button=button).response
    assert response["Content-Type"] == "application/pdf" and "no-store" in response["Cache-Control"]
    return b"".join(response.streaming_content)


def broken_off(page: Page, button: str = TAKE) -> None:
    """Press the button, and hang up after the first part."""
    next(iter(page.submit(button=button).response.streaming_content))


def words(pdf: bytes) -> str:
    return subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()


def pik_in(pdf: bytes) -> str:
    return re.search(r"^\s*([A-Z2-9]{10})\s*$", words(pdf), re.MULTILINE)[1]


def enters(pik: str) -> bool:
    return Client().post("/vhod/pik/", {"number": EGN, "pik": pik}).status_code == 302


# The request


def test_it_is_asked_for_on_one_page_and_filed_under_a_number_of_its_own(browser, holder):
    page = browser.get("/pik/kak/").follow("Поискайте ПИК с КЕП")
    assert f"Искате издаване на ПИК за {holder.full_name}, ЕГН {mask(EGN)}." in page.text
    assert EGN not in page.html, "the number is masked"
    filed = page.submit(ASKED, FILE)
    application = Application.objects.get()
    assert application.registry_uid.startswith("1005-000001-")
    assert application.registry_uid in filed.text and application.identified_by == "qes"
    assert (application.delivery_method, application.delivery_address) == ("electronic", MAIL)
    assert not Draft.objects.exists()


def test_a_page_that_is_sent_twice_is_one_request(browser):
    page = browser.get("/pik/s-kep/")
    first, again = page.submit(ASKED, FILE), page.submit(ASKED, FILE)
    assert Application.objects.get().registry_uid in first.text
    assert again.path == first.path and not Draft.objects.exists()
    assert "Имате заявление от днес с УРИ" in browser.get("/pik/s-kep/").text
    browser.get("/pik/s-kep/").submit(ASKED, FILE)
    assert Application.objects.count() == 2, "another page is another request"


@pytest.mark.django_db(transaction=True)
def test_a_page_that_is_sent_twice_at_the_same_moment_is_one_request(holder):
    draft_id, typed = uuid4(), {"email": [MAIL], "local_office": ["03"]}

    def files(_number: int) -> UUID:
        try:
            return file_page(draft_id, holder, PIK_BY_QES, typed, IdentifiedBy.QES).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as together:
        ids = set(together.map(files, range(4)))
    assert ids == {Application.objects.get().pk} and not Draft.objects.exists()


def test_the_id_of_a_page_opens_what_is_another_persons_to_nobody(browser, visit_with_qes):
    proceeding = asked(browser)
    stranger = visit_with_qes(make_person("7523169263"))
    start = "/zayavlenie/iskane-pik-s-kep/iskane/"
    theirs = {"email": "stranger@example.com", "local_office": "03"}
    for draft in (proceeding.application.draft_id, UUID(int=0), "", "x"):
        assert stranger.client.post(start, theirs | {"draft": draft}).status_code == 409
    assert Application.objects.count() == 1


def test_who_has_a_pik_is_told_that_it_will_stop(browser, holder):
    give_pik(holder)
    assert "С издаването на нов старият спира да важи." in browser.get("/pik/s-kep/").text


def test_who_is_not_logged_in_is_led_to_the_login_with_a_qes(client, db):
    response = client.get("/pik/s-kep/")
    assert response["Location"] == "/vhod/kep/?next=%2Fzayavlenie%2Fiskane-pik-s-kep%2F"


def test_a_pik_does_not_do(holder):
    give_pik(holder)
    by_pik = Client()
    log_in(by_pik, holder)
    typed = {"email": MAIL, "local_office": "03", "draft": uuid4()}
    for step in ("", "iskane/", "podavane/"):
        response = by_pik.get(f"/zayavlenie/iskane-pik-s-kep/{step}")
        assert "само с квалифициран" in response.content.decode()
        answer = by_pik.post(f"/zayavlenie/iskane-pik-s-kep/{step}", typed)
        assert answer.status_code == 405 if not step else "само с квалифициран" in answer.content.decode()
    with pytest.raises(PermissionDenied):  # nor on any other way to the action
        sent = {"email": [MAIL], "local_office": ["03"]}
        file_page(uuid4(), holder, PIK_BY_QES, sent, IdentifiedBy.PIK)
    assert not Draft.objects.exists() and not Application.objects.exists()
    page = PageClient(by_pik).get("/zayavlenie/iskane-pik-s-kep/").follow("Влезте с КЕП")
    assert page.h1 == "Вход с КЕП", "whoever is in with a PIK may log in with a QES"


def test_nobody_takes_it_in_on_paper(at_work):
    page = at_work(make_official()).get("/sluzhiteli/priem/")
    assert "Искане за издаване на ПИК" not in page.text


# The decision (O-14)


def test_the_counter_says_what_waits_and_leads_to_it(browser, clerk, at_work):
    proceeding = asked(browser)
    page = clerk.get("/sluzhiteli/pik/")
    assert QUEUED in page.text
    assert proceeding.application.registry_uid in page.follow("Вижте ги в опашката").text
    assert QUEUED not in at_work(make_official(body="02")).get("/sluzhiteli/pik/").text


def test_it_is_granted_and_the_person_told_where_the_certificate_waits(browser, clerk, holder):
    proceeding = granted(browser, clerk)
    issue = PikIssue.objects.get()
    assert (issue.way, issue.state, issue.person, issue.credential) == ("qes", "prepared", holder, None)
    assert not PikCredential.objects.exists(), "nothing is drawn before it is downloaded"
    kept("pik_by_qes.deciding")
    letter = OutgoingMessage.objects.get(subject="Удостоверението за ПИК Ви очаква")
    assert letter.to == MAIL and f"/moite/pik/{proceeding.pk}/" in letter.text
    assert EGN not in letter.text + letter.html
    assert (
        "Удостоверението чака изтегляне"
        in browser.get(f"/moite/zayavleniya/{proceeding.application_id}/").text
    )
    assert QUEUED not in clerk.get("/sluzhiteli/pik/").text
    assert clerk.client.get(f"/sluzhiteli/pik/{issue.pk}/").status_code == 404, (
        "nobody prints it at the counter"
    )


def test_a_request_that_nobody_decides_on_is_late(browser):
    proceeding = asked(browser)
    with run_out("pik_by_qes.deciding") as term:
        proceeding.refresh_from_db()
        assert proceeding.late_since == term.due_on
        assert Task.objects.get().kind == "pik_by_qes.deciding"


def test_it_is_refused_with_a_reason_in_a_letter(browser, clerk, holder):
    proceeding = asked(browser)
    page = clerk.get(f"/sluzhiteli/prepiski/{proceeding.pk}/").follow("Откажи искането")
    assert page.submit(button="Откажи искането").errors == ["Напишете мотивите за отказа"]
    page.submit({"Мотиви за отказа": "Личната Ви карта е обявена за невалидна."}, "Откажи искането")
    proceeding.refresh_from_db()
    assert proceeding.state == "refused" and not PikIssue.objects.exists()
    delivery = Delivery.objects.get(policy="pik_by_qes")
    assert delivery.destination == MAIL
    assert "Личната Ви карта е обявена за невалидна." in str(delivery.document.data)


def test_nothing_is_granted_to_somebody_who_has_died(browser, clerk, holder):
    proceeding = asked(browser)
    Person.objects.filter(pk=holder.pk).update(known_deceased=True)
    page = clerk.get(f"/sluzhiteli/prepiski/{proceeding.pk}/")
    assert "Одобри искането" not in page.links and "лицето е починало" in page.text


# The certificate


def test_the_download_hands_over_a_pik_that_is_valid_from_the_next_day(browser, clerk, travel):
    page = page_of(browser, proceeding := granted(browser, clerk))
    pdf = taken(page)
    tomorrow = clock.today() + timedelta(days=1)
    told = words(pdf).replace("\xa0", " ")
    assert EGN in told and f"{tomorrow:%d.%m.%Y}" in told
    assert not enters(pik_in(pdf))
    proceeding.refresh_from_db()
    assert proceeding.state == "collected"
    kept("pik_by_qes.collecting")
    number = PikCredential.objects.get().outgoing_number
    assert f"изх. № {number}" in browser.get("/moite/sigurnost/").text.replace("\xa0", " ")
    travel(days=1)
    settle_issues()
    assert enters(pik_in(pdf))
    letter = OutgoingMessage.objects.get(subject="Издаден Ви е нов ПИК")
    assert letter.to == MAIL and pik_in(pdf) not in letter.text + letter.html  # M-10


def test_at_once_where_it_is_set_so_and_the_old_one_stops_only_then(browser, clerk, holder, settings):
    settings.PIK_AT_COUNTER_AT_ONCE = True
    old = give_pik(holder)
    page = page_of(browser, granted(browser, clerk))
    assert enters(old)
    pdf = taken(page)
    assert enters(pik_in(pdf)) and not enters(old)


def test_the_old_one_is_valid_until_the_new_one_starts(browser, clerk, holder, travel):
    old = give_pik(holder)
    pdf = taken(page_of(browser, granted(browser, clerk)))
    assert enters(old) and not enters(pik_in(pdf))
    travel(days=1)
    settle_issues()
    assert enters(pik_in(pdf)) and not enters(old)


def test_it_is_downloaded_with_a_qes_alone(browser, clerk, holder):
    proceeding = granted(browser, clerk)
    give_pik(holder)
    by_pik = Client()
    log_in(by_pik, holder)
    page = PageClient(by_pik).get(f"/moite/pik/{proceeding.pk}/")
    assert "Удостоверението се изтегля само с КЕП." in page.text and TAKE not in page.buttons
    answer = by_pik.post(f"/moite/pik/{proceeding.pk}/", {"sheets": 0})
    assert answer["Content-Type"].startswith("text/html")
    assert PikIssue.objects.get().state == "prepared"


def test_nobody_else_finds_it(browser, clerk, visit_with_qes, client):
    path = f"/moite/pik/{granted(browser, clerk).pk}/"
    stranger = visit_with_qes(make_person("7523169263")).client
    assert stranger.get(path).status_code == stranger.post(path, {"sheets": 0}).status_code == 404
    assert client.get(path).status_code == 302
    assert PikIssue.objects.get().state == "prepared"


def test_it_is_drawn_once_however_often_the_button_is_pressed(browser, clerk, settings):
    settings.PIK_AT_COUNTER_AT_ONCE = True
    page = page_of(browser, granted(browser, clerk))
    first = page.submit(button=TAKE).response
    again = page.submit(button=TAKE)  # pressed twice, or in another window
    assert "Изтеглянето вече е започнато." in again.text
    assert enters(pik_in(b"".join(first.streaming_content)))
    assert PikCredential.objects.count() == 1


@pytest.mark.parametrize("sheets", ["", "7", "-1", "x", "99999999999999999999"])
def test_a_form_that_is_not_ours_draws_nothing(browser, clerk, sheets):
    proceeding = granted(browser, clerk)
    browser.client.post(f"/moite/pik/{proceeding.pk}/", {"sheets": sheets})
    assert not PikCredential.objects.exists()


def test_a_download_that_breaks_off_hands_nothing_over_and_is_begun_again(browser, clerk, settings):
    settings.PIK_AT_COUNTER_AT_ONCE = True
    proceeding = granted(browser, clerk)
    broken_off(page_of(browser, proceeding))
    assert PikIssue.objects.get().state == "printed" and PikCredential.objects.get().state == "inactive"
    page = page_of(browser, proceeding)
    assert "не е стигнало до края" in page.text
    assert enters(pik_in(taken(page, TAKE_AGAIN)))
    states = PikCredential.objects.order_by("issued_at").values_list("state", flat=True)
    assert list(states) == ["destroyed", "active"]


def test_of_two_downloads_the_one_that_was_begun_last_counts(browser, clerk, settings):
    settings.PIK_AT_COUNTER_AT_ONCE = True
    proceeding = granted(browser, clerk)
    slow = page_of(browser, proceeding).submit(button=TAKE).response
    pdf = taken(page_of(browser, proceeding), TAKE_AGAIN)
    late = b"".join(slow.streaming_content)
    assert enters(pik_in(pdf)) and not enters(pik_in(late))


def test_afterwards_it_is_shown_to_nobody_any_more(browser, clerk):
    proceeding = granted(browser, clerk)
    taken(page_of(browser, proceeding))
    page = browser.get(f"/moite/pik/{proceeding.pk}/")
    assert "Не може да бъде изтеглено отново" in page.text and page.buttons == []
    browser.client.post(f"/moite/pik/{proceeding.pk}/", {"sheets": 1})
    assert PikCredential.objects.count() == 1


def test_the_pik_lies_nowhere_in_clear(browser, clerk, settings):
    settings.PIK_AT_COUNTER_AT_ONCE = True
    pik = pik_in(taken(page_of(browser, granted(browser, clerk))))
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s', [f"%{pik}%"])
            assert cursor.fetchone() == (0,), table
    folder = Path(django_settings.ATTACHMENTS)
    assert not [file for file in folder.rglob("*") if file.is_file() and pik.encode() in file.read_bytes()]
    assert "$argon2id$" in PikCredential.objects.get().pik_hash


def test_the_trail_tells_every_step_to_the_person(browser, clerk, holder):
    taken(page_of(browser, granted(browser, clerk)))
    events = AuditEntry.objects.filter(about=holder.pk, event__startswith="pik.").order_by("id")
    assert [entry.event for entry in events] == ["pik.prepared_for_qes", "pik.issued", "pik.handed_over"]


# What ends it


def test_whoever_has_not_downloaded_it_is_reminded_two_days_before_the_end(browser, clerk, travel):
    """M-09 for the certificate: once, and nobody who has it already or has withdrawn."""
    proceeding = granted(browser, clerk)
    term = Term.objects.get(kind="pik_by_qes.collecting")
    travel(days=(term.due_on - clock.today()).days - 3)
    sweep_terms()
    assert not OutgoingMessage.objects.filter(subject__startswith=REMINDED).exists()
    travel(days=1)
    for _time in range(2):
        sweep_terms()
    letter = OutgoingMessage.objects.get(subject__startswith=REMINDED)
    assert letter.to == MAIL and f"/moite/pik/{proceeding.pk}/" in letter.text
    assert letter.subject == f"{REMINDED} до {date_text(term.due_on)}"
    assert "Срокът е правило на портала." in letter.text and EGN not in letter.text + letter.html


def test_nobody_is_reminded_of_what_they_have(browser, clerk, travel):
    taken(page_of(browser, granted(browser, clerk)))
    travel(days=6)
    sweep_terms()
    assert not OutgoingMessage.objects.filter(subject__startswith=REMINDED).exists()


def test_the_last_day_moves_with_a_day_off_and_the_certificate_waits_for_it(browser, clerk, travel):
    proceeding = granted(browser, clerk)
    term = Term.objects.get(kind="pik_by_qes.collecting")
    first, later = term.due_on, term.due_on + timedelta(days=1)
    Term.objects.filter(pk=term.pk).update(due_on=later, due_at=term.due_at + timedelta(days=1))
    page = browser.get(f"/moite/pik/{proceeding.pk}/")
    assert f"Изтеглете удостоверението до {date_text(later)}" in page.text
    assert "Срокът е правило на портала." in page.text
    travel(days=(later - clock.today()).days)
    settle_issues()
    sweep_terms()
    assert clock.today() > first and PikIssue.objects.get().state == "prepared"


def test_what_is_not_downloaded_in_seven_days_is_issued_to_nobody(browser, clerk, travel):
    proceeding = granted(browser, clerk)
    broken_off(page_of(browser, proceeding))
    path = f"/moite/pik/{proceeding.pk}/"
    waiting = browser.get(path)
    assert waiting.path == path
    with run_out("pik_by_qes.collecting"):
        proceeding.refresh_from_db()
        assert (proceeding.state, PikIssue.objects.get().state) == ("lapsed", "discarded")
        assert PikCredential.objects.get().state == "destroyed"


def test_a_request_that_is_withdrawn_leaves_nothing(browser, clerk):
    proceeding = granted(browser, clerk)
    late = page_of(browser, proceeding).submit(button=TAKE).response
    page = browser.get(f"/moite/zayavleniya/{proceeding.application_id}/otteglyane/")
    page.submit(button=page.buttons[0])
    assert PikIssue.objects.get().state == "discarded"
    assert not enters(pik_in(b"".join(late.streaming_content)))
    assert PikCredential.objects.get().state == "destroyed"


def test_the_person_annuls_what_waits_for_its_day(browser, clerk, travel):
    pdf = taken(page_of(browser, granted(browser, clerk)))
    browser.get("/moite/sigurnost/").submit(button="Анулирайте ПИК")
    travel(days=1)
    settle_issues()
    assert not enters(pik_in(pdf))
