"""Every message and every document can be looked at before anybody gets one, with invented data (A-05)."""

from pathlib import Path

import pytest

import nssi
from nssi.documents.kinds import all_kinds
from nssi.documents.signs import all_drawable
from nssi.messages.models import OutgoingMessage
from nssi.messages.specimens import all_specimens
from nssi.staff.template_pages import document_specimens
from tests.support.officials import Role, make_official

pytestmark = pytest.mark.django_db

LIST = "/admin-portal/obraztsi/"
MESSAGES = all_specimens()
OURS = [kind for kind in all_kinds() if kind.name.split(".")[0] not in {"tests", "operate", "specimen"}]


@pytest.fixture
def admin(at_work):
    return at_work(make_official(Role.ADMINISTRATOR))


def test_every_message_and_every_document_has_a_specimen():
    subjects = Path(nssi.__file__).parent.glob("**/templates/**/*.subject.txt")
    templates = {str(path).split("/templates/")[1].removesuffix(".subject.txt") for path in subjects}
    assert {each.template for each in MESSAGES} == templates
    assert [each.number for each in MESSAGES if each.number] == [f"M-{number:02}" for number in range(1, 11)]
    assert set(document_specimens()) == {kind.name for kind in OURS}


def test_the_letters_font_draws_every_sign_of_the_specimens():
    assert all_drawable(document_specimens()) == document_specimens()


@pytest.mark.parametrize("specimen", MESSAGES, ids=lambda each: each.name)
def test_a_message_is_shown_as_it_would_leave(admin, specimen):
    page = admin.get(f"{LIST}saobshtenie/{specimen.name}/")
    assert page.h1 == str(specimen.title)
    assert "Това съобщение е изпратено автоматично" in page.text
    assert not OutgoingMessage.objects.exists(), "nothing is sent"


def test_a_documents_preview_is_a_pdf_marked_as_a_draft(admin):
    page = admin.get("/sluzhiteli/").follow("Съобщения и документи")
    preview = page.follow("Справка за приети, върнати и липсващи документи")
    assert preview.response["Content-Type"] == "application/pdf"
    assert preview.response.content.startswith(b"%PDF")


@pytest.mark.parametrize("kind", OURS, ids=lambda kind: kind.name)
def test_every_document_is_drawn(admin, kind):
    response = admin.client.get(f"{LIST}dokument/{kind.name.replace('.', '-')}/")
    assert response.status_code == 200 and response.content.startswith(b"%PDF")


@pytest.mark.parametrize("path", ["saobshtenie/nyama/", "dokument/nyama/"])
def test_what_is_none_is_no_page(admin, path):
    assert admin.get(f"{LIST}{path}").status == 404
