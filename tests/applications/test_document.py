"""The document of a filed application: all that was filed, for decades, and no code."""

import re
import subprocess

import pytest

from nssi.applications.actions.file_application import file_application
from nssi.applications.actions.make_document import make_document
from nssi.applications.models import Application
from nssi.applications.queries import code_of
from nssi.people.models import Person
from tests.applications.drafts import attach, begin
from tests.applications.three_questions import ANSWERS, THREE_QUESTIONS

pytestmark = pytest.mark.django_db

STRANGE = '#panic("x") *a* $x$ @b <c> \\ 中 📄'


def filed(person: Person, why: str, file: str = "акт.pdf") -> Application:
    draft = begin(
        person,
        {
            "reach": ANSWERS["reach"],
            "need": {"need": ["much"]},
            "why": {"why": [why]},
            "documents": {},
        },
    )
    attach(draft, name=file)
    begin(person, {"check": ANSWERS["check"]})
    application = file_application(draft.id, person, THREE_QUESTIONS)
    make_document(application.id)
    application.refresh_from_db()
    return application


def drawn(application: Application) -> str:
    with application.document.open() as content:
        text = subprocess.run(
            ["pdftotext", "-layout", "-", "-"], stdin=content, capture_output=True, check=True
        ).stdout.decode()
    return re.sub(r"\s+", " ", text)


def test_it_shows_what_was_filed_by_whom_where_and_when(person):
    application = filed(person, "защото")
    text = drawn(application)
    for shown in (
        f"Вх. № {application.registry_uid}",
        "Три въпроса",
        "Мария Петрова Иванова",
        "8502124512",
        "ТП на НОИ – Варна",
        "maria@example.bg",
        "Колко искате?",
        "Много",
        "защото",
        "Доказателство: акт.pdf",
        "Декларирам, че това е така.",
        "версия 1",
    ):
        assert shown in text
    assert code_of(application) not in text


def test_whatever_people_type_is_drawn_and_never_run(person):
    """Signs that mean something to the typesetter, or that its font lacks, keep nobody from their document."""
    text = drawn(filed(person, STRANGE, "акт 📄.pdf"))
    assert '#panic("x") *a* $x$ @b <c> \\ [U+4E2D] [U+1F4C4]' in text
    assert "акт [U+1F4C4].pdf" in text


def test_it_can_be_made_once_only(person):
    application = filed(person, "защото")
    first = application.document_id
    make_document(application.id)
    application.refresh_from_db()
    assert application.document_id == first
    assert application.document.name == f"Заявление {application.registry_uid}.pdf"
