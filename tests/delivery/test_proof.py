"""How a document was served is proved by a sealed document, for the official and for the person."""

import subprocess

import pytest

from nssi.audit import SYSTEM, Actor
from nssi.delivery.actions.issue_proof import issue_proof
from nssi.delivery.outside import NotPossible
from nssi.delivery.proof import PROOF_OF_SERVICE, proof_of
from nssi.documents.actions.make_document import make_document
from nssi.documents.models import IssuedDocument
from nssi.terms.actions.sweep_terms import sweep_terms
from tests.delivery.test_official_pages import QUEUE, enter, record
from tests.support.deliveries import again, download, sent

__all__ = ["enter"]

pytestmark = pytest.mark.django_db

ISSUE = "Издай доказателство за връчване"


def text_of(pdf: bytes) -> str:
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(read.stdout.decode().split())


def link(proof: IssuedDocument) -> str:
    return f"Доказателство за връчване {proof.outgoing_number} (PDF, "


def test_the_person_asks_for_it_and_takes_it(person, mailbox, visit):
    delivery = sent(person)
    page = visit(person).get(f"/d/{delivery.token}/")
    assert ISSUE not in page.buttons, "nothing is served yet"
    download(delivery)
    page = page.browser.get(page.path).submit(button=ISSUE)
    assert "Доказателството се подготвя." in page.text and ISSUE not in page.buttons
    proof = proof_of(delivery)
    assert proof.kind == PROOF_OF_SERVICE.name and proof.person == person
    assert page.browser.get(f"{page.path}dokazatelstvo/").status == 404
    make_document(proof.id)
    page = page.browser.get(page.path)
    (words,) = [text for text in page.links if text.startswith(link(proof))]
    said = text_of(page.follow(words).response.content)
    served = again(delivery)
    for expected in (
        delivery.document.outgoing_number,
        person.full_name,
        "Изтеглен и с това връчен",
        "разпознаване с ПИК",
        f"връчен {served.served_on:%d.%m.%Y}",
    ):
        assert expected in said
    unbroken = said.replace(" ", "")
    assert delivery.document.sha256 in unbroken
    assert served.events.order_by("number").last().hash in unbroken


def test_it_is_issued_once_while_nothing_happens(person, mailbox, enter, visit):
    delivery = sent(person)
    download(delivery)
    for browser, path in (
        (visit(person), f"/d/{delivery.token}/dokazatelstvo/"),
        (enter(), f"{QUEUE}{delivery.id}/dokazatelstvo/"),
    ):
        browser.post(path, {})
    assert IssuedDocument.objects.filter(kind=PROOF_OF_SERVICE.name).count() == 1


def test_the_official_proves_that_a_document_was_not_downloaded_and_later_that_it_was_served(
    person, mailbox, enter, travel
):
    delivery = sent(person)
    travel(days=21)
    sweep_terms()
    inspector = enter()
    page = inspector.get(f"{QUEUE}{delivery.document_id}/").submit(button=ISSUE)
    first = proof_of(delivery)
    make_document(first.id)
    (words,) = [text for text in inspector.get(page.path).links if text.startswith(link(first))]
    assert "не е изтеглен в срок и не е връчен" in text_of(
        inspector.get(page.path).follow(words).response.content
    )
    today = {"Кой подписа, че получава документа?": "Лицето, до което е", "Ден": again(delivery).due_on}
    page = record(inspector, delivery, "Връчване на гише", today)
    page = page.submit(button=ISSUE)
    second = proof_of(delivery)
    assert second != first and second.replaces == first


def test_what_is_on_its_way_proves_nothing(person, mailbox):
    with pytest.raises(NotPossible):
        issue_proof(sent(person).id, SYSTEM)


def test_nobody_else_takes_it(person, other_person, mailbox, visit, enter):
    delivery = sent(person)
    download(delivery)
    proof = issue_proof(delivery.id, Actor.person(person.id))
    make_document(proof.id)
    assert visit(other_person).get(f"/d/{delivery.token}/dokazatelstvo/").status == 403
    assert enter(office="04").get(f"{QUEUE}{delivery.id}/dokazatelstvo/").status == 404
