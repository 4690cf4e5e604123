"""A duplicate: the original is found, the fee is asked for and paid, and only then it is issued (J2 x8, O-24, S2.7)."""

from datetime import date

import pytest
from django.db import connection

from nssi.applications.actions.withdraw_application import withdraw_application
from nssi.applications.models import IdentifiedBy
from nssi.delivery.models import Delivery
from nssi.documents.actions.make_document import make_document
from nssi.documents.models import IssuedDocument
from nssi.institution.actions.enter_value import enter_value
from nssi.payments.actions.record_counter_payment import AlreadySettled, record_counter_payment
from nssi.payments.models import Fee
from nssi.proceedings.actions.perform import perform
from nssi.proceedings.models import Proceeding
from nssi.proceedings.rights import ActRefused
from nssi.services.archive_certificate.documents import issued_about
from nssi.services.archive_certificate.kinds import DUPLICATE_FEE
from nssi.services.archive_certificate.procedure import ISSUING
from nssi.terms.models import Task, Term
from tests.archive.holdings import deposit, insurer
from tests.services.archive_case import confirm, filed, read
from tests.services.walks import words_of
from tests.support.officials import Role, at_work, make_official

__all__ = ["at_work"]

pytestmark = pytest.mark.django_db

DUPLICATE = {
    "certificate": {"wanted": "duplicate", "kinds": []},
    "duplicate": {"original_kind": "insurable_income", "original_number": "1002-000001"},
}


@pytest.fixture
def officer():
    return make_official(Role.ARCHIVE_OFFICER)


@pytest.fixture
def original(person, officer) -> IssuedDocument:
    """A certificate of income that was issued to the person before."""
    himko = insurer("Химко АД", eik="103000007", by=officer)
    deposit(himko, date(1967, 3, 1), date(1999, 12, 1), by=officer)
    application = filed(person, certificate={"wanted": "document", "kinds": ["insurable_income"]})
    payroll = "01.1979..12.1980; м; 3; 140; 140; 0; 12; 13"
    confirm(read(application, himko, payroll, officer), make_official(Role.ARCHIVE_OFFICER))
    perform("issue", Proceeding.objects.get(application=application).pk, officer)
    document = IssuedDocument.objects.get()
    make_document(document.id)
    document.refresh_from_db()
    return document


@pytest.fixture
def price(db):
    return enter_value(
        DUPLICATE_FEE, date(2026, 1, 1), "2.56", "EUR", act="Тарифа", source="Тарифа", verified=True
    )


@pytest.fixture
def proceeding(person) -> Proceeding:
    return Proceeding.objects.get(application=filed(person, **DUPLICATE))


def why_not(act: str, proceeding: Proceeding, official) -> str:
    with pytest.raises(ActRefused) as refused:
        perform(act, proceeding.pk, official)
    return str(refused.value)


@pytest.mark.usefixtures("price")
def test_from_the_original_to_the_paid_and_issued_duplicate(at_work, original, proceeding, officer):
    browser = at_work(officer)
    case = f"/sluzhiteli/prepiski/{proceeding.pk}/"
    page = browser.get(case).follow("Поискай таксата за дубликат")
    chosen = f"{original.title}, {original.outgoing_number}"
    page.submit({"Издаден документ": chosen}, "Поискай таксата за дубликат")
    proceeding.refresh_from_db()
    assert (proceeding.state, proceeding.waits) == ("awaiting_payment", True)
    assert Term.objects.filter(kind=ISSUING, subject_id=str(proceeding.pk)).get().state == Term.State.STOPPED
    page = browser.get(f"{case}taksa/")
    assert "2,56" in page.text
    assert "чака плащане" in page.text
    page = page.submit({"Номер на касовата бележка или квитанцията": "КБ-17"}, "Запиши плащането")
    assert "Плащането е записано." in page.text
    assert "на гише" in page.text
    assert "КБ-17" in page.text
    perform("issue_duplicate", proceeding.pk, officer)
    duplicate = IssuedDocument.objects.exclude(pk=original.pk).get()
    make_document(duplicate.id)
    duplicate.refresh_from_db()
    assert duplicate.title == "Дубликат: Удостоверение за осигурителен доход"
    assert duplicate.outgoing_number != original.outgoing_number
    with duplicate.content.open() as content:
        text = words_of(content.read())
    assert "ДУБЛИКАТ" in text
    assert f"Дубликат на документ {original.outgoing_number}" in text
    assert Delivery.objects.filter(document=duplicate).exists()
    proceeding.refresh_from_db()
    assert (proceeding.state, proceeding.decided) == ("issued", True)


@pytest.mark.usefixtures("price")
def test_nothing_is_issued_before_it_is_paid(original, proceeding, officer):
    perform("find_original", proceeding.pk, officer, {"original": str(original.pk)})
    assert "В състояние „Чака плащане“ това не се прави." in why_not("issue_duplicate", proceeding, officer)


def test_without_a_price_no_fee_is_asked_for(original, proceeding, officer):
    assert "Цената на дубликата не е въведена" in why_not("find_original", proceeding, officer)
    assert not Fee.objects.exists()


@pytest.mark.usefixtures("price")
def test_where_the_register_holds_nothing_a_letter_says_so_and_nothing_is_owed(proceeding, officer):
    assert "В регистъра няма издаден документ" in why_not("find_original", proceeding, officer)
    perform("no_original", proceeding.pk, officer)
    letter = IssuedDocument.objects.get()
    make_document(letter.id)
    letter.refresh_from_db()
    with letter.content.open() as content:
        text = words_of(content.read())
    assert "1002-000001" in text
    assert "такса не се дължи" in text


@pytest.mark.usefixtures("price", "original")
def test_the_document_of_another_person_is_not_offered(other_person, officer):
    theirs = Proceeding.objects.get(application=filed(other_person, **DUPLICATE))
    assert "В регистъра няма издаден документ" in why_not("find_original", theirs, officer)


@pytest.mark.usefixtures("price")
def test_a_duplicate_is_of_the_original_and_not_of_a_duplicate(original, proceeding, officer, person):
    perform("find_original", proceeding.pk, officer, {"original": str(original.pk)})
    record_counter_payment(Fee.objects.get().pk, "КБ-17", officer)
    perform("issue_duplicate", proceeding.pk, officer)
    make_document(IssuedDocument.objects.exclude(pk=original.pk).get().id)
    again = Proceeding.objects.get(application=filed(person, **DUPLICATE))
    perform("find_original", again.pk, officer, {"original": str(original.pk)})
    assert Fee.objects.count() == 2


@pytest.mark.usefixtures("price")
def test_a_fee_is_paid_once(original, proceeding, officer):
    perform("find_original", proceeding.pk, officer, {"original": str(original.pk)})
    record_counter_payment(Fee.objects.get().pk, "КБ-17", officer)
    with pytest.raises(AlreadySettled):
        record_counter_payment(Fee.objects.get().pk, "КБ-18", officer)
    assert Fee.objects.get().receipt_number == "КБ-17"


@pytest.mark.usefixtures("price")
def test_withdrawn_before_it_is_paid_the_fee_falls_away(original, proceeding, officer, person):
    perform("find_original", proceeding.pk, officer, {"original": str(original.pk)})
    withdraw_application(proceeding.application_id, person, IdentifiedBy.PIK)
    assert Fee.objects.get().state == Fee.State.CANCELLED


@pytest.mark.usefixtures("price")
def test_withdrawn_after_it_is_paid_nothing_is_paid_back_by_itself(original, proceeding, officer, person):
    perform("find_original", proceeding.pk, officer, {"original": str(original.pk)})
    record_counter_payment(Fee.objects.get().pk, "КБ-17", officer)
    withdraw_application(proceeding.application_id, person, IdentifiedBy.PIK)
    assert Fee.objects.get().state == Fee.State.PAID


def test_a_new_document_and_a_duplicate_go_their_own_ways(proceeding, officer, person):
    assert "Поискан е дубликат." in why_not("issue", proceeding, officer)
    assert "Поискан е дубликат." in why_not("no_data", proceeding, officer)
    new = Proceeding.objects.get(application=filed(person))
    assert "Не е поискан дубликат." in why_not("find_original", new, officer)
    assert "Не е поискан дубликат." in why_not("no_original", new, officer)
    assert not Task.objects.exists()


def test_the_register_is_searched_by_the_number_with_an_index(original, person):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = issued_about("egn", "8032056031").explain()
        cursor.execute("SET LOCAL enable_seqscan = on")
    assert "archive_certificate_by_person" in plan
    number = person.identifiers.get()
    assert list(issued_about(number.kind, number.number)) == [original]
    assert not issued_about(number.kind, "7501010010").exists()
