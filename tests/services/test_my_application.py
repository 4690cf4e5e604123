"""What the person reads of an application on their own pages: what waits for them, what was issued, what they can ask for (C-01, C-24, C-25)."""

import pytest

from nssi.applications.actions.begin_second_filing import begin_second_filing
from nssi.applications.services import service
from nssi.documents.actions.make_document import make_document
from nssi.documents.models import IssuedDocument
from nssi.foundation import clock
from nssi.institution.models import CompetentBody
from nssi.institution.queries import forget_local_offices
from tests.services.test_unemployment_benefit import START, to_office
from tests.services.unemployment_case import FILED, OK, act, granted, inspector, proceeding, worked
from tests.support.officials import at_work

__all__ = ["act", "at_work", "granted", "inspector", "proceeding", "worked"]

pytestmark = pytest.mark.django_db

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture(autouse=True)
def _on_the_day_of_filing():
    with clock.shift(FILED - clock.now()):
        yield


@pytest.fixture
def mine(visit, person):
    """Open the page of an application of the person's own."""
    return lambda application: visit(person).get(f"/moite/zayavleniya/{application.pk}/")


def test_what_was_issued_is_listed_with_its_service(granted, mine, act):  # C-25
    page = mine(granted.application)
    assert "Още няма издадени документи." in page.text, "what is not made yet is no document"
    for document in IssuedDocument.objects.all():
        make_document(document.id)
    page = mine(granted.application)
    for document in IssuedDocument.objects.all():
        assert "/d/" in page.links[f"{document.title} {document.outgoing_number}"]
    assert page.text.count("Подготвя се") + page.text.count("Чака изтегляне") == 2
    assert "Поискайте дубликат" not in page.text


def test_the_one_that_was_replaced_leads_to_the_one_that_holds_and_back(proceeding, act, visit, person, mine):
    act(proceeding, "Регистрирайте лицето")
    act(proceeding, "Прегледайте документите", **OK)
    act(proceeding, "Изпратете писмо за нередности", Нередности="Актът не е подписан")
    first = proceeding.application
    begin_second_filing(person, service("obezshtetenie-bezrabotitsa"), first.registry_uid)
    page = visit(person).get(f"{START}proverka/")
    page.submit(dict.fromkeys(page.form("Продължи").labels, True), "Продължи").submit(button="Подай с ПИК")
    proceeding.refresh_from_db()
    second = proceeding.application
    assert mine(first).links[second.registry_uid] == f"/moite/zayavleniya/{second.pk}/"
    assert mine(second).links[first.registry_uid] == f"/moite/zayavleniya/{first.pk}/"


def test_how_the_office_is_reached_is_shown_and_what_is_not_known_is_said(
    proceeding, mine, visit, person
):  # C-14, C-25
    page = mine(proceeding.application)
    said = "Тук още не са въведени: адресът, работното време, телефонът. Попитайте на 0700 14 802."
    assert said in page.text.replace(NBSP, " ")
    CompetentBody.objects.filter(pk="03").update(
        address="Варна, ул. „Охрид“ 6",
        working_hours="понеделник – петък, 8:30 – 17:00 ч.",
        phone="052 123 456",
    )
    text = mine(proceeding.application).text.replace(NBSP, " ")
    for told in ("Варна, ул. „Охрид“ 6", "понеделник – петък, 8:30 – 17:00 ч.", "тел. 052 123 456"):
        assert told in text
    assert "Тук още не са въведени" not in text


def test_the_offices_that_can_be_chosen_are_told_with_their_addresses(visit, person):  # C-14
    CompetentBody.objects.filter(pk="03").update(address="Варна, ул. „Охрид“ 6", phone="052 123 456")
    forget_local_offices()
    try:
        text = to_office(visit(person)).text.replace(NBSP, " ")
    finally:
        forget_local_offices()
    assert "Адреси, работно време и телефони" in text
    assert "ТП на НОИ – Варна Варна, ул. „Охрид“ 6 тел. 052 123 456" in text
    assert "Което поделение не е тук с адреса си, още не е въведено." in text
