"""My documents and the page of one (C-29, C-30): who may open it, what it says before the download, what serves."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from nssi.attachments import storage
from nssi.audit.models import AuditEntry
from nssi.delivery.methods import DeliveryMethod
from nssi.delivery.models import Delivery
from nssi.foundation import clock
from nssi.look.page_client import Page
from nssi.look.typography import date_text, size_text
from nssi.terms.actions.sweep_terms import sweep_terms
from tests.support.deliveries import (
    ARCHIVE_CERTIFICATE,
    UNEMPLOYMENT_BENEFIT,
    again,
    begun,
    prepared,
    sent,
    timeline,
)
from tests.support.english import bulgarian_in

pytestmark = pytest.mark.django_db

LIST = "/moite/dokumenti/"
WARNING = "С изтеглянето документът се смята за връчен Ви и от този момент текат сроковете по него."


def address(delivery: Delivery) -> str:
    return f"/d/{delivery.token}/"


def taken(page: Page) -> bytes:
    """Press the button of the download and take the file whole."""
    (button,) = [each for each in page.buttons if each.startswith("Изтегли")]
    response = page.submit(button=button).response
    assert response["Content-Type"] == "application/pdf"
    return b"".join(response.streaming_content)


# Who may open it


def test_a_visitor_is_led_to_the_login_with_an_explanation_and_back(person, mailbox, page_client, client):
    delivery = sent(person)
    page = page_client.get(address(delivery))
    assert "Влезте, за да го видите. Отварянето на тази страница не е връчване." in page.text
    for hidden in (delivery.document.title, delivery.document.outgoing_number, person.full_name):
        assert hidden not in page.html
    assert page.links["Влезте с ПИК или КЕП"].endswith(f"?next={address(delivery).replace('/', '%2F')}")
    assert "код за достъп" not in page.text.lower(), "S1.9: with QES or PIK only"
    assert client.post(f"{address(delivery)}iztegli/").status_code == 302


def test_another_person_is_refused_and_learns_nothing(person, other_person, mailbox, visit):
    delivery = sent(person)
    for page in (
        visit(other_person).get(address(delivery)),
        visit(other_person).post(f"{address(delivery)}iztegli/", {}),
    ):
        assert page.status == 403
        for hidden in (delivery.document.title, delivery.document.outgoing_number, person.full_name):
            assert hidden not in page.html
    assert not visit(other_person).get(LIST).root.xpath("//*[@class='nssi-doc-card']")
    assert again(delivery).state == "waiting"


@pytest.mark.parametrize("token", ["x", "а" * 32, "0" * 32, "../../etc", "A" * 500])
def test_a_guessed_token_finds_nothing(person, mailbox, visit, token):
    delivery = sent(person)
    assert len(delivery.token) == 32, "192 bits"
    browser = visit(person)
    for path in ("", "kod/", "ednokraten-kod/"):
        assert browser.get(f"/d/{token}/{path}").status == 404
    assert browser.post(f"/d/{token}/iztegli/", {}).status == 404


def test_opening_looking_ahead_and_scanning_serve_nothing(person, mailbox, visit):
    delivery = sent(person)
    client = visit(person).client
    for path in (address(delivery), f"{address(delivery)}iztegli/"):
        for method in (client.get, client.head, client.options):
            method(path, headers={"Purpose": "prefetch", "Sec-Purpose": "prefetch"})
        assert Client().get(path).status_code in (200, 405)
        assert Client().head(path).status_code in (200, 405)
    assert Client(enforce_csrf_checks=True).post(f"{address(delivery)}iztegli/").status_code == 403
    assert again(delivery).state == "waiting" and timeline(delivery) == ["begun", "sent"]


# C-30, before and after


def test_the_page_says_what_the_download_is_before_its_button(person, mailbox, visit):
    delivery = sent(person)
    page = visit(person).get(address(delivery))
    document = delivery.document
    assert page.h1 == document.title
    assert f"{document.title} {document.outgoing_number}" in visit(person).get(LIST).links, "C-29"
    for shown in (document.outgoing_number, "ТП на НОИ – Варна", date_text(document.issued_at)):
        assert shown in page.text
    assert f"Изтегли документа (PDF, {size_text(document.size)})" in page.buttons
    assert page.text.index(WARNING) < page.text.index("Изтегли документа")
    assert page.response["Cache-Control"].startswith("max-age=0, no-cache, no-store")


def test_the_download_gives_the_file_as_it_was_sealed_and_serves_it(person, mailbox, visit):
    delivery = sent(person)
    browser = visit(person)
    content = taken(
        browser.get(LIST).follow(f"{delivery.document.title} {delivery.document.outgoing_number}")
    )
    assert storage.digest(content) == delivery.document.sha256
    served = again(delivery)
    assert served.state == "served"
    page = browser.get(address(delivery))
    when = clock.local(served.served_at)
    assert f"Изтеглен за първи път: {when:%d.%m.%Y}\xa0г., {when:%H:%M}\xa0ч." in page.root.text_content()
    assert "Датата на връчване не се променя." in page.text and WARNING not in page.text
    taken(page)
    assert again(delivery).served_at == served.served_at
    assert AuditEntry.objects.filter(event="delivery.downloaded").count() == 2
    assert AuditEntry.objects.filter(event="delivery.served").count() == 1


def test_the_length_is_not_announced_and_no_proxy_keeps_the_file(person, mailbox, visit):
    page = visit(person).get(address(sent(person)))
    response = page.submit(button=page.buttons[0]).response
    assert "Content-Length" not in response and response["X-Accel-Buffering"] == "no"


@pytest.mark.parametrize("harm", ["lost", "altered"])
def test_a_document_that_the_store_lost_or_altered_is_not_handed_over(person, mailbox, visit, harm, caplog):
    delivery = sent(person)
    if harm == "lost":
        storage.remove(delivery.document.sha256)
    else:
        store, name = storage._store(), storage._name(delivery.document.sha256)
        with Path(store.path(name)).open("r+b") as file:
            file.write(b"%PDF-1.7 forged")
    client = visit(person).client
    response = client.post(f"{address(delivery)}iztegli/")
    assert response.status_code == 503
    assert "Нищо не Ви е връчено." in response.content.decode()
    assert again(delivery).state == "waiting"
    assert "delivery.document_unreadable" in caplog.text and person.last_name not in caplog.text


def test_after_the_last_day_the_page_says_what_follows_and_gives_a_copy(person, mailbox, visit, travel):
    delivery = sent(person)
    travel(days=21)
    sweep_terms()
    page = visit(person).get(address(delivery))
    assert f"Срокът за изтегляне изтече на {date_text(delivery.due_on)}" in page.root.text_content()
    told = page.text.replace("\xa0", " ")
    assert "Връчването става по реда на чл. 5, ал. 3" in told
    assert "(лично срещу подпис или с писмо с обратна разписка; НОИ още не е потвърдил тези начини)" in told
    assert "Можете да изтеглите копие; изтеглянето му не е връчване" in told
    assert WARNING not in page.text
    taken(page)
    assert again(delivery).state == "not_fetched"
    assert "Неизтеглено в срок" in visit(person).get(LIST).text


def test_a_late_certificate_can_still_be_served_by_its_download(person, mailbox, visit, travel):
    delivery = sent(person, ARCHIVE_CERTIFICATE)
    travel(days=21)
    sweep_terms()
    page = visit(person).get(address(delivery))
    assert "ще го изпратим по пощата" in page.text and WARNING in page.text
    taken(page)
    assert again(delivery).state == "served"


def test_what_goes_another_way_cannot_be_read_here_before_it_is_served(person, visit):
    counter = begun(person, UNEMPLOYMENT_BENEFIT, DeliveryMethod.COUNTER)
    post = begun(person, UNEMPLOYMENT_BENEFIT, DeliveryMethod.POST)
    soon = prepared(person)
    for delivery, says in (
        (counter, "Документът Ви чака на гише. Носете документ за самоличност. ТП на НОИ – Варна"),
        (post, "с препоръчано писмо с обратна разписка"),
        (soon, "Документът се подготвя."),
    ):
        page = visit(person).get(address(delivery))
        assert says in page.text and not page.buttons
        assert visit(person).post(f"{address(delivery)}iztegli/", {}).status == 404
    tags = visit(person).get(LIST).text
    assert all(tag in tags for tag in ("Чака на гише", "Изпраща се по пощата", "Подготвя се"))


# C-29 and C-01


def test_my_documents_are_asked_for_in_few_queries(person, mailbox, visit, django_assert_num_queries):
    for _ in range(3):
        sent(person)
    client = visit(person).client
    client.get(LIST)
    with django_assert_num_queries(2):
        client.get(LIST)


def test_my_page_says_what_waits_and_until_when(person, mailbox, visit, travel):
    home = visit(person).get("/moite/")
    assert "чака изтегляне" not in home.text and "Моите документи" in home.links
    first = sent(person)
    text = visit(person).get("/moite/").root.text_content()
    assert f"1 документ чака изтегляне до {date_text(first.due_on)}" in text
    travel(days=3)
    sent(person)
    text = visit(person).get("/moite/").root.text_content()
    assert f"2 документа чакат изтегляне, първият – до {date_text(first.due_on)}" in text


def test_nobody_has_documents_at_first(person, visit):
    assert "Още няма издадени документи за Вас." in visit(person).get(LIST).text


def test_the_pages_can_be_read_in_english(person, mailbox, visit, travel):
    delivery = sent(person, ARCHIVE_CERTIFICATE)
    browser = visit(person)
    browser.client.cookies["django_language"] = "en"
    for path in (LIST, address(delivery), "/moite/"):
        assert bulgarian_in(browser.get(path)) == []
    travel(seconds=timedelta(days=21).total_seconds())
    sweep_terms()
    browser = visit(person)
    browser.client.cookies["django_language"] = "en"
    assert bulgarian_in(browser.get(address(delivery))) == []
    stranger = Client()
    stranger.cookies["django_language"] = "en"
    assert stranger.get(address(delivery)).status_code == 200
