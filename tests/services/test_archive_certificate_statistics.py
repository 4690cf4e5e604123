"""What the head of the archive sees: figures by body and month, what is late, and whom one finds in the payrolls (S2.7, O-21)."""

from datetime import date

import pytest

from nssi.applications.actions.withdraw_application import withdraw_application
from nssi.applications.models import IdentifiedBy
from nssi.audit.models import AuditEntry
from nssi.foundation import clock
from nssi.law.calendar import Month
from nssi.proceedings.actions.perform import perform
from nssi.proceedings.models import Proceeding
from nssi.proceedings.statistics import Period
from nssi.services.archive_certificate.follow_up import issued_until
from nssi.services.archive_certificate.statistics import BodyFigures, by_body, by_month, late_ones
from nssi.terms.actions.sweep_terms import sweep_terms
from tests.archive.holdings import deposit, insurer
from tests.services.archive_case import confirm, filed, read
from tests.support.officials import Role, at_work, make_official

__all__ = ["at_work"]

pytestmark = pytest.mark.django_db

VARNA, VRATSA = "ТП на НОИ – Варна", "Регионален архивен център – Враца"
PAYROLL = "03.1979..12.1979; м; 3; 140; 140; 0; 12; 13"


@pytest.fixture
def officer():
    return make_official(Role.ARCHIVE_OFFICER)


def proceeding_of(application) -> Proceeding:
    return Proceeding.objects.get(application=application)


@pytest.fixture
def year(person, other_person, officer, travel):
    """One issued, one without data, one withdrawn, one answered late, one late still; the others wait. Return the year."""
    himko = insurer("Химко АД", eik="103000007", seat="Враца", area="Враца", by=officer)
    deposit(himko, date(1967, 3, 1), date(1999, 12, 1), by=officer)
    late, never = filed(other_person), filed(other_person)
    travel(days=40)
    sweep_terms()
    perform("no_data", proceeding_of(late).pk, officer)
    found, nothing, withdrawn = filed(person), filed(other_person), filed(person)
    confirm(read(found, himko, PAYROLL, officer), make_official(Role.ARCHIVE_OFFICER))
    perform("issue", proceeding_of(found).pk, officer)
    perform("no_data", proceeding_of(nothing).pk, officer)
    withdraw_application(withdrawn.pk, person, IdentifiedBy.PIK)
    filed(person, body={"body": "06"})
    assert proceeding_of(never).late_since is not None
    return clock.today().year


def test_the_figures_are_exact(year):
    period = Period(date(year - 1, 1, 1), date(year, 12, 31))
    assert by_body(period, "03") == [
        BodyFigures(VARNA, received=5, issued=1, no_data=2, ended=1, answered_late=1, late=1)
    ]
    everywhere = by_body(period)
    assert [each.received for each in everywhere] == [5, 1]
    months = by_month(Period.of_year(year))
    now = next(each for each in months if each.month == Month.of(clock.today()))
    assert (now.received, now.issued, now.no_data) == (4, 1, 2)
    assert [each.application.registry_uid for each in late_ones("06")] == []


def test_the_page_has_a_chart_with_its_table_and_hands_the_figures_over(at_work, officer, year):
    page = at_work(officer).get("/sluzhiteli/arhiv/statistika/")
    assert page.root.xpath("//svg[@role='img']/title")
    received = by_body(Period.of_year(year), "03")[0].received
    assert f"{VARNA} {received} 1 2 1 1 1" in page.text
    everywhere = page.submit({"Обхват": "Всички ТП и архивни центрове"}, "Покажи")
    assert f"Всичко {received + 1} 1 2 1 1 1" in everywhere.text
    lines = everywhere.follow("Изтеглете таблицата (CSV)").response.streaming_content
    assert b"".join(lines).decode("utf-8-sig").splitlines()[1].endswith(";1;2;1;1;1")


def test_what_is_late_is_listed_with_its_day_and_how_late_it_is(at_work, officer, year):
    browser = at_work(officer)
    page = browser.get("/sluzhiteli/arhiv/statistika/").follow("Вижте просрочените една по една")
    late = late_ones().get()
    uid = late.application.registry_uid
    assert uid in page.links
    assert "Просрочена с" in page.text
    lines = page.follow("Изтеглете списъка (CSV)").response.streaming_content
    assert uid in b"".join(lines).decode("utf-8-sig")
    elsewhere = at_work(make_official(Role.ARCHIVE_OFFICER, body="06"))
    assert "Няма заявления с изтекъл срок." in elsewhere.get("/sluzhiteli/arhiv/prosrocheni/").text
    page = elsewhere.get("/sluzhiteli/arhiv/prosrocheni/").follow("Вижте и на другите ТП и архивни центрове")
    assert uid in page.text
    assert uid not in page.links, "the proceeding of another body is named and not opened"


def test_the_thirty_days_are_counted_before_the_officer(at_work, officer, person, travel):
    application = filed(person)
    tab = f"/sluzhiteli/prepiski/{proceeding_of(application).pk}/vedomosti/"
    travel(days=12)
    assert "Ден 12 от 30. Последният ден е" in at_work(officer).get(tab).text
    travel(days=40)
    assert "Срокът беше до" in at_work(officer).get(tab).text


def test_the_person_is_told_the_day_and_afterwards_that_it_was_not_kept(visit, person, travel):  # J2 x7
    application = filed(person)
    path = f"/moite/zayavleniya/{application.pk}/"
    until = issued_until(clock.local(application.filed_at).date())
    assert f"Срокът ни е до {until:%d.%m.%Y}" in visit(person).get(path).text
    travel(days=(until - clock.today()).days)
    assert "Срокът ни е до" in visit(person).get(path).text, "the last day itself is in time"
    travel(days=1)
    for _swept in range(2):
        page = visit(person).get(path)
        assert f"Срокът беше до {until:%d.%m.%Y} г. и не го спазихме" in page.text.replace("\xa0", " ")
        sweep_terms()
    assert "не го спазихме" in visit(person).get("/moite/zayavleniya/").text


def test_a_person_is_found_by_number_with_all_that_was_read_and_issued(at_work, officer, person, year):
    page = at_work(officer).get("/sluzhiteli/arhiv/litse/")
    page = page.submit(
        {"ЕГН или ЛНЧ": "850212 4512", "Защо търсите?": "сверяване с документ по преписката"}, "Търси"
    )
    text = page.text.replace("\xa0", " ")
    assert "Химко АД, Враца 03.1979 г. – 12.1979 г. 1 400,00 стари лв. 0 потвърдено" in text
    assert "Удостоверение за осигурителен стаж" in text
    assert "8502124512" not in page.root.xpath("string(//main)")
    assert (
        proceeding_of(person.applications.order_by("filed_at").first()).application.registry_uid in page.links
    )
    look = AuditEntry.objects.filter(event="archive.person_searched").get()
    assert (look.about, look.reason) == (person.pk, "document")


def test_of_whom_nothing_was_read_that_is_said_and_the_search_is_noted(at_work, officer):
    page = at_work(officer).get("/sluzhiteli/arhiv/litse/")
    assert page.submit({"ЕГН или ЛНЧ": "8502124513"}, "Търси").errors == [
        "Въведете ЕГН или ЛНЧ, 10\xa0цифри, без грешка в тях",
        "Изберете причина",
    ]
    typed = {"ЕГН или ЛНЧ": "8032056031", "Защо търсите?": "сверяване с документ по преписката"}
    assert "още нищо не е прочетено" in page.submit(typed, "Търси").text
    assert AuditEntry.objects.filter(event="archive.person_searched").count() == 1


def test_others_have_no_business_there(at_work):
    browser = at_work(make_official(Role.PENSION_OFFICER))
    for path in (
        "litse/",
        "statistika/",
        "statistika/tablitsa.csv",
        "prosrocheni/",
        "prosrocheni/spisak.csv",
    ):
        assert browser.get(f"/sluzhiteli/arhiv/{path}").status == 403
