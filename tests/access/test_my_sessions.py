"""A person sees where they are logged in and ends it; officials whom a page is closed to leave a trace (issue 9)."""

import re

import pytest
from django.test import Client

from nssi.access.actions.log_in_with_qes import LOGGED_IN
from nssi.access.models import VisitorSession
from nssi.audit import Actor, record
from nssi.audit.models import AuditEntry
from nssi.look.page_client import PageClient
from tests.support.officials import at_work, make_official
from tests.support.people import give_pik
from tests.support.visitors import other_person, person, visit

__all__ = ["at_work", "other_person", "person", "visit"]

pytestmark = pytest.mark.django_db

HERE = "/moite/vlizaniya/"


def test_a_person_sees_where_they_are_logged_in_and_ends_it(visit, person, other_person):
    # ASVS 7.5.2
    here, elsewhere, stranger = visit(person), visit(person), visit(other_person)
    page = here.get("/moite/sigurnost/").follow("Влизания и опити за влизане")
    assert page.text.count("в този браузър") == 1
    assert page.text.count("на друго устройство") == 1
    page = page.submit({}, "Излез от другите устройства")
    assert "На другите устройства вече не сте влезли." in page.html
    assert "Излез от другите устройства" not in page.buttons
    assert elsewhere.get("/moite/").path.startswith("/vhod/")
    assert here.get("/moite/").path == "/moite/"
    assert stranger.get("/moite/").path == "/moite/"
    entry = AuditEntry.objects.get(event="access.sessions_ended")
    assert (entry.subject_id, entry.details) == (str(person.pk), {"sessions": 1})


def test_a_person_sees_the_last_logins_and_tries(visit, person, other_person, client):
    pik = give_pik(person)
    for typed in ("AAAAAAAAAA", pik):
        client.post("/vhod/pik/", {"number": "8502124512", "pik": typed})
    record(LOGGED_IN, actor=Actor.person(person.pk), subject_kind="person", subject_id=str(person.pk))
    rows = PageClient(client).get(HERE).root.xpath("//table[last()]//tbody/tr/td")
    told = ["влизане с КЕП", "влизане с ПИК", "отказан вход: въведен е грешен ПИК"]
    assert [row.text for row in rows] == told, "the newest first"
    assert "отказан вход" not in visit(other_person).get(HERE).text


def test_a_session_id_has_enough_randomness(visit, person):
    # ASVS 7.2.3: 32 of 36 signs are 165 bits
    for _time in range(3):
        visit(person)
    keys = set(VisitorSession.objects.values_list("session_key", flat=True))
    assert len(keys) == 3
    assert all(re.fullmatch(r"[a-z0-9]{32}", key) for key in keys)


def test_a_session_that_was_planted_is_worth_nothing_after_the_login(person, rf):
    # ASVS 7.2.4: session fixation
    from nssi.access.sessions import begin_person_session

    attacker = Client()
    session = attacker.session
    session["something"] = "kept"
    session.save()
    request = rf.get("/")
    request.session = attacker.session.__class__(session.session_key)
    begin_person_session(request, person.pik_credentials.get(state="active"))
    request.session.save()
    attacker.cookies["sessionid"] = session.session_key
    assert attacker.get("/moite/").status_code == 302
    assert request.session.session_key != session.session_key


def test_an_official_whom_a_page_is_closed_to_is_in_the_trail(at_work):
    # ASVS 16.3.2
    official = make_official()
    assert at_work(official).get("/admin-portal/zhurnal/").status == 403
    entry = AuditEntry.objects.get(event="access.page_refused")
    assert (entry.actor_id, entry.subject_id) == (str(official.pk), "official_journal")
