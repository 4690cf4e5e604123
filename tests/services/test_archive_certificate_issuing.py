"""From the filed application to the issued documents: read by one officer, confirmed by another, issued, delivered (J2, S2.6)."""

from datetime import date

import pytest
from django.utils import translation

from nssi.archive.extracts import ExtractConfirmed, NotByTheSame, OutsideDeposits
from nssi.archive.models import PayrollExtract
from nssi.delivery.models import Delivery
from nssi.documents.actions.make_document import make_document
from nssi.documents.models import IssuedDocument
from nssi.proceedings.actions.perform import perform
from nssi.proceedings.models import Proceeding
from nssi.proceedings.rights import ActRefused
from nssi.services.archive_certificate.procedure import ISSUING
from nssi.terms.models import Task
from tests.archive.holdings import deposit, insurer
from tests.services.archive_case import ASKED, confirm, filed, kinds_issued, read
from tests.services.walks import words_of
from tests.support.clocks import kept, run_out
from tests.support.officials import Role, at_work, make_official

__all__ = ["at_work"]

pytestmark = pytest.mark.django_db

PAYROLL = """
    03.1979; 14; 3; 95,20; 95,20; 0; 7,40; 12
    04.1979..12.1979; м; 3; 140; 140; 0; 12; 13
"""


@pytest.fixture
def officer():
    return make_official(Role.ARCHIVE_OFFICER)


@pytest.fixture
def second():
    return make_official(Role.ARCHIVE_OFFICER, name="Петър Вълчев")


@pytest.fixture
def himko(officer):
    held = insurer("Химко АД", eik="103000007", seat="Враца", area="Враца", by=officer)
    deposit(held, date(1967, 3, 1), date(1999, 12, 1), by=officer)
    return held


@pytest.fixture
def application(person):
    return filed(person)


@pytest.fixture
def proceeding(application) -> Proceeding:
    return Proceeding.objects.get(application=application)


def text_of(document: IssuedDocument) -> str:
    make_document(document.id)
    document.refresh_from_db()
    with document.content.open() as content:
        return words_of(content.read()).replace("\xa0", " ")


def why_not(act: str, proceeding: Proceeding, official) -> str:
    with pytest.raises(ActRefused) as refused:
        perform(act, proceeding.pk, official)
    return str(refused.value)


def test_what_is_held_is_issued_and_delivered_as_the_person_chose(
    application, proceeding, himko, officer, second
):
    confirm(read(application, himko, PAYROLL, officer), second)
    perform("issue", proceeding.pk, officer)
    proceeding.refresh_from_db()
    assert (proceeding.state, proceeding.decided) == ("issued", True)
    documents = list(IssuedDocument.objects.order_by("kind"))
    assert kinds_issued(documents) == ["insurable_income", "insurable_service"]
    income, service = map(text_of, documents)
    assert "Образец УП-13" in service
    assert "Мария Петрова Иванова" in service
    assert "8502124512" in service
    assert "9 цели месеца" in service
    assert (
        "ведомости за заплати 03.1967 г. – 12.1999 г., ТП на НОИ – Варна, протокол № 14 от 17.05.2006 г."
        in service
    )
    assert "няма данни за следните поискани месеци: 01.1980 г. – 12.1980 г." in service
    assert "1 355,20 стари лв." in income
    assert {delivery.destination for delivery in Delivery.objects.all()} == {"maria@example.bg"}
    kept(ISSUING)


def test_to_whom_a_certificate_was_issued_a_duplicate_is_offered(
    application, proceeding, himko, officer, second, visit, person
):  # C-25
    address = f"/moite/zayavleniya/{application.pk}/"
    assert "Поискайте дубликат" not in visit(person).get(address).text
    confirm(read(application, himko, PAYROLL, officer), second)
    perform("issue", proceeding.pk, officer)
    page = visit(person).get(address)
    assert page.links["Поискайте дубликат"] == "/zayavlenie/arhivni-udostovereniya/"
    assert "Оттеглете заявлението" not in page.text


def test_an_official_who_reads_english_issues_in_bulgarian(application, proceeding, himko, officer, second):
    confirm(read(application, himko, PAYROLL, officer), second)
    with translation.override("en"):
        perform("issue", proceeding.pk, officer)
    for document in IssuedDocument.objects.all():
        assert document.data["person"][1] == ["ЕГН", "8502124512"]
        assert document.title.startswith("Удостоверение")


def test_what_cannot_be_issued_is_told_in_a_letter_beside_the_rest(person, himko, officer, second):
    application = filed(
        person, certificate={"wanted": "document", "kinds": ["insurable_service", "employment_service"]}
    )
    confirm(read(application, himko, PAYROLL, officer), second)
    proceeding = Proceeding.objects.get(application=application)
    perform("issue", proceeding.pk, officer)
    assert kinds_issued(IssuedDocument.objects.all()) == ["insurable_service", "no_data"]
    letter = text_of(IssuedDocument.objects.get(kind="archive_certificate.no_data"))
    assert "Удостоверение за трудов стаж" in letter
    assert "Удостоверение за осигурителен стаж" not in letter


def test_all_that_would_be_issued_is_previewed(person, himko, officer, second, at_work):
    application = filed(
        person, certificate={"wanted": "document", "kinds": ["insurable_service", "employment_service"]}
    )
    confirm(read(application, himko, PAYROLL, officer), second)
    case = Proceeding.objects.get(application=application)
    page = at_work(officer).get(f"/sluzhiteli/prepiski/{case.pk}/").follow("Издай поисканите документи")
    shown = page.submit(button="Преглед на документа (отваря се в нов прозорец)")
    words = words_of(shown.response.content)
    assert "ПРОЕКТ" in words
    assert words.index("Удостоверение за осигурителен стаж") < words.index("Удостоверение за трудов стаж")
    assert not IssuedDocument.objects.exists()


def test_where_nothing_is_held_a_letter_says_so_and_what_was_looked_through(proceeding, officer):
    perform("no_data", proceeding.pk, officer, {"searched": "ведомости 1967–1979"})
    proceeding.refresh_from_db()
    assert (proceeding.state, proceeding.decided) == ("no_data", True)
    letter = text_of(IssuedDocument.objects.get())
    assert "не намерихме данни за лицето" in letter
    assert "Химко АД, Враца" in letter
    assert "Проверени са: ведомости 1967–1979" in letter


def test_nothing_is_issued_before_somebody_has_read_and_another_has_confirmed(
    application, proceeding, himko, officer, second
):
    assert "Още не е прочетено нищо" in why_not("issue", proceeding, officer)
    extract = read(application, himko, PAYROLL, officer)
    assert "не е потвърдил" in why_not("issue", proceeding, officer)
    assert "не е потвърдил" in why_not("no_data", proceeding, officer)
    confirm(extract, second)
    assert "Издайте ги" in why_not("no_data", proceeding, officer)
    assert not IssuedDocument.objects.exists()


def test_whoever_changed_it_last_does_not_confirm_it(application, himko, officer, second):
    extract = read(application, himko, PAYROLL, officer)
    with pytest.raises(NotByTheSame):
        confirm(extract, officer)
    read(application, himko, "01.1980; м; 3; 1; 1; 0; 0; 14", second)
    with pytest.raises(NotByTheSame):
        confirm(extract, second)
    confirm(extract, officer)


def test_what_is_confirmed_stays_as_it_is(application, himko, officer, second):
    confirm(read(application, himko, PAYROLL, officer), second)
    with pytest.raises(ExtractConfirmed):
        read(application, himko, "01.1980; м; 3; 1; 1; 0; 0; 14", officer)


def test_months_of_which_no_payroll_is_held_are_refused(application, himko, officer):
    with pytest.raises(OutsideDeposits):
        read(application, himko, "01.1967..04.1967; м; 3; 1; 1; 0; 0; 14", officer)
        assert not PayrollExtract.objects.filter(rows__isnull=False).exists()


def test_the_thirty_days_end_with_a_task_and_the_proceeding_is_late(proceeding):  # S2.7
    with run_out(ISSUING) as term:
        proceeding.refresh_from_db()
        assert (proceeding.late_since, proceeding.state) == (term.due_on, "examined")
        assert "срокът изтече" in Task.objects.get().title


def test_it_is_searched_for_whom_the_application_is_about(person, himko, officer, second):
    represented = {
        "first_name": "Стоян",
        "middle_name": "Георгиев",
        "last_name": "Колев",
        "identifier_kind": "egn",
        "identifier": "8032056031",
    }
    application = filed(
        person, capacity={"capacity": "heir"}, represented=represented, heir={"died_on": "2020-03-16"}
    )
    confirm(read(application, himko, PAYROLL, officer), second)
    perform("issue", Proceeding.objects.get(application=application).pk, officer)
    document = IssuedDocument.objects.get(kind="archive_certificate.insurable_service")
    assert document.person == person, "it is addressed to the applicant"
    assert "Стоян Георгиев Колев" in text_of(document)
    assert ASKED["name"] in document.data["blocks"][0]["heading"]
