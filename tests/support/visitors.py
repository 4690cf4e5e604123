"""Persons with an active PIK, and browsers in which they are logged in. A conftest that wants the fixtures imports them."""

from collections.abc import Callable

import pytest
from django.test import Client

from nssi.access.actions.activate_pik import activate_pik
from nssi.access.actions.issue_pik import issue_pik
from nssi.foundation import clock
from nssi.look.page_client import PageClient
from nssi.people.actions.recognise_person import recognise_person
from nssi.people.identifiers import Kind
from nssi.people.models import Names, Person


def make_person(number: str = "8502124512", first: str = "Мария") -> Person:
    """Return a person of this ЕГН who has an active PIK."""
    person = recognise_person(Kind.EGN, number, Names(first, "Петрова", "Иванова"))
    credential, _pik = issue_pik(person, f"1004-{number[-6:]}-01.01.2026")
    activate_pik(credential.pk)
    return person


def log_in(client: Client, person: Person) -> Client:
    """Log the person in, without the page of the login."""
    return _log_in(client, "access.pik", str(person.pik_credentials.get(state="active").pk))


def log_in_insurer(client: Client, eik: str, name: str = "Пример ООД") -> Client:
    """Log the insurer with this ЕИК in, whose certificate was accepted."""
    return _log_in(client, "access.insurer", [eik, name])


def log_in_with_qes(client: Client, person: Person) -> Client:
    """Log the person in as somebody whose certificate was accepted."""
    return _log_in(client, "access.qes", str(person.pk))


def _log_in(client: Client, key: str, value: object) -> Client:
    session = client.session
    session[key] = value
    session["access.seen_at"] = clock.now().isoformat()
    session.save()
    client.cookies["sessionid"] = session.session_key
    return client


@pytest.fixture
def person(db) -> Person:
    """A person who may log in."""
    return make_person()


@pytest.fixture
def other_person(db) -> Person:
    """Another one."""
    return make_person(number="7906058746", first="Георги")


@pytest.fixture
def visit(db) -> Callable[[Person], PageClient]:
    """A browser in which this person is logged in: `visit(person)`."""

    def browser(person: Person) -> PageClient:
        client = Client()
        log_in(client, person)
        return PageClient(client)

    return browser


@pytest.fixture
def visit_with_qes(db) -> Callable[[Person], PageClient]:
    """A browser in which this person is logged in by a QES: `visit_with_qes(person)`."""

    def browser(person: Person) -> PageClient:
        client = Client()
        log_in_with_qes(client, person)
        return PageClient(client)

    return browser


@pytest.fixture
def own_attachments(settings, tmp_path) -> None:
    """A folder for attachments of this test alone."""
    settings.ATTACHMENTS = tmp_path / "attachments"
