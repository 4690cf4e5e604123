"""The document of a filed application: all that was filed, for decades, and no code."""

import re
import subprocess
from pathlib import Path

import pytest
from django.test import Client

from nssi.applications.actions.file_application import file_application
from nssi.applications.actions.issue_registration_letter import issue_registration_letter
from nssi.applications.actions.make_document import make_document
from nssi.applications.models import Application, IdentifiedBy
from nssi.applications.queries import code_of, sealed_applications
from nssi.attachments.models import Attachment
from nssi.documents.actions.make_document import make_document as make_letter
from nssi.documents.integrity import broken
from nssi.documents.models import IssuedDocument
from nssi.documents.queries import check_code
from nssi.people.models import Person
from tests.applications.drafts import attach, begin
from tests.applications.three_questions import ANSWERS, THREE_QUESTIONS
from tests.support.visitors import log_in

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
    application = file_application(draft.id, person, THREE_QUESTIONS, IdentifiedBy.PIK)
    make_document(application.id)
    application.refresh_from_db()
    return application


def drawn(application: Application) -> str:
    return words(application.document)


def words(document: Attachment) -> str:
    with document.open() as content:
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


def test_it_is_sealed_and_held_against_its_seal_like_what_is_issued(person, settings):
    application = filed(person, "защото")
    (sealed,) = sealed_applications()
    assert sealed.number == application.registry_uid
    assert list(broken([sealed])) == []
    file = Path(settings.ATTACHMENTS) / sealed.sha256[:2] / sealed.sha256
    file.unlink()
    assert [wrong for _, wrong in broken(sealed_applications())] == ["lost"]


class TestTheLetter:
    """The registration as a letter (M-01): numbered, sealed, and without the access code."""

    def test_it_is_issued_once_with_the_filing(self, person):
        application = filed(person, "защото")
        for _ in range(2):
            issue_registration_letter(application.id)
        (letter,) = IssuedDocument.objects.all()
        assert letter.outgoing_number.startswith("1000-000001-")
        assert (letter.kind, letter.person, letter.body) == (
            "applications.registration",
            person,
            application.competent_body,
        )
        make_letter(letter.id)
        letter.refresh_from_db()
        text = words(letter.content)
        for shown in (
            letter.outgoing_number,
            application.registry_uid,
            "Съобщение за заведено заявление",
            "Мария Петрова Иванова",
            "ТП на НОИ – Варна",
            "Три въпроса",
            "Доказателство",
            check_code(letter),
        ):
            assert shown in text
        assert code_of(application) not in text
        assert code_of(application) not in str(letter.data)

    def test_its_person_alone_downloads_it(self, visit, person, other_person):
        application = filed(person, "защото")
        path = f"/moite/zayavleniya/{application.id}/saobshtenie/"
        assert visit(person).get(path).status == 404
        issue_registration_letter(application.id)
        assert visit(person).get(path).status == 404, "it is in preparation"
        make_letter(IssuedDocument.objects.get().id)
        client = Client()
        log_in(client, person)
        assert b"".join(client.get(path).streaming_content).startswith(b"%PDF-")
        assert visit(other_person).get(path).status == 404
        page = visit(person).get(f"/zayavlenie/tri-vaprosa/gotovo/?zayavlenie={application.id}")
        assert any(link.startswith("Изтеглете съобщението за завеждането") for link in page.links)
