"""A session belongs to who has logged in, and ends after 30 minutes without a page opened (L-04, X-09)."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from nssi.access.jobs import forget_what_is_over
from nssi.access.middleware import VisitorMiddleware
from nssi.access.models import VisitorSession
from nssi.audit.models import AuditEntry
from nssi.audit.origin import origin_of
from nssi.foundation import clock
from tests.support.people import EGN, give_pik, log_in, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return make_person()


@pytest.fixture
def home(client, person):
    """Open the person's own page, logged in."""
    log_in(client, person)
    return lambda: client.get("/moite/")


def seen_request(client, rf):
    """The request as a page gets it, with this client's session."""
    request = rf.get("/")
    request.session = client.session
    VisitorMiddleware(lambda request: HttpResponse())(request)
    return request


def test_whoever_has_no_session_costs_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/vhod/")


def test_a_person_who_is_logged_in_costs_one_query(client, rf, person, django_assert_num_queries):
    log_in(client, person)
    with django_assert_num_queries(1):
        request = seen_request(client, rf)
    assert (request.person, request.official) == (person, None)


def test_a_session_goes_on_while_pages_are_opened(home, travel):
    for _ in range(10):
        travel(minutes=29)
        assert home().status_code == 200


def test_after_12_hours_it_ends_however_busy_it_is(home, travel):
    # ASVS 7.3.2
    for _ in range(24):
        assert home().status_code == 200
        travel(minutes=29)
    travel(minutes=25)
    assert home().status_code == 302


def test_after_30_minutes_of_nothing_the_person_is_told_and_led_back(home, travel):
    travel(minutes=30)
    assert home()["Location"] == "/sesiya-iztekla/?next=/moite/"
    assert home()["Location"] == "/vhod/?next=/moite/"


def test_nothing_of_an_ended_session_is_left(client, home, travel):
    travel(minutes=30)
    home()
    assert not VisitorSession.objects.exists()


def test_to_stay_is_one_button(client, home, travel):
    for _ in range(10):  # WCAG 2.2.1
        travel(minutes=29)
        assert client.post("/ostani/").status_code == 204
    assert home().status_code == 200


def test_to_stay_after_the_end_leads_to_the_page_that_says_so(client, home, travel):
    travel(minutes=30)
    assert client.post("/ostani/")["Location"] == "/sesiya-iztekla/"


def test_pages_are_told_when_the_session_ends(client, rf, person):
    log_in(client, person)
    left = seen_request(client, rf).session_ends_at - clock.now()
    assert timedelta(minutes=29) < left <= timedelta(minutes=30)


def test_a_login_gets_a_new_session_id_and_a_new_csrf_token(client, person):
    client.get("/vhod/pik/")
    session = client.session
    session["drafted"] = "before the login"
    session.save()
    client.cookies["sessionid"] = planted = session.session_key
    token = client.cookies["csrftoken"].value
    log_in(client, person)
    assert client.session.session_key != planted
    assert client.cookies["csrftoken"].value != token
    assert client.session["drafted"] == "before the login"
    assert Client(headers={"cookie": f"sessionid={planted}"}).get("/moite/").status_code == 302


def test_who_logs_in_with_an_old_pik_is_out_when_a_new_one_is_activated(home, person):
    assert home().status_code == 200
    give_pik(person)
    assert home()["Location"] == "/vhod/?next=/moite/"


def test_a_session_holds_ids_alone(client, person):
    log_in(client, person)
    kept = str(dict(client.session))
    assert EGN not in kept
    assert "Мария" not in kept


def test_expired_sessions_are_removed(client, person):
    log_in(client, person)
    forget_what_is_over(timestamp=0)
    assert VisitorSession.objects.count() == 1
    VisitorSession.objects.update(expire_date=timezone.now())
    forget_what_is_over(timestamp=0)
    assert not VisitorSession.objects.exists()


def test_the_cookie_is_for_the_server_alone(client, person):
    cookie = log_in(client, person).cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_the_trail_tells_from_where_somebody_logged_in(client, person):
    log_in(client, person)
    entry = AuditEntry.objects.get(event="access.log_in")
    assert entry.origin == origin_of("127.0.0.1")
    assert entry.about == person.id
