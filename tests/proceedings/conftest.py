"""The service of three questions with its small procedure, people, and officials."""

import pytest

from nssi.applications import services
from nssi.applications.actions.file_application import file_application
from nssi.applications.models import Application, IdentifiedBy
from nssi.proceedings import procedures
from nssi.proceedings.models import Proceeding
from nssi.terms import kinds
from tests.applications.drafts import complete
from tests.applications.three_questions import THREE_QUESTIONS
from tests.proceedings.small_procedure import SMALL, told
from tests.support.officials import Role, at_work, make_official
from tests.support.visitors import other_person, own_attachments, person, visit

__all__ = ["at_work", "other_person", "own_attachments", "person", "visit"]


@pytest.fixture(autouse=True)
def _around(own_attachments, monkeypatch) -> None:
    monkeypatch.setitem(services._services, THREE_QUESTIONS.slug, THREE_QUESTIONS)
    monkeypatch.setattr(procedures, "_procedures", dict(procedures._procedures))
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    procedures.register(SMALL)
    told.clear()


@pytest.fixture
def application(person) -> Application:
    """An application for three questions, filed."""
    return file_application(complete(person).id, person, THREE_QUESTIONS, IdentifiedBy.PIK)


@pytest.fixture
def proceeding(application) -> Proceeding:
    """Its proceeding."""
    return Proceeding.objects.get(application=application)


@pytest.fixture
def clerk(db):
    """An official of the body to which the application was addressed."""
    return make_official(Role.CLERK)


@pytest.fixture
def head(db):
    """The one who issues what the clerk has drafted."""
    return make_official(Role.PENSION_HEAD, name="Стефан Маринов")
