"""Local offices, archive centres, the directorate and outreach offices: entered, changed, closed, never removed (A-02)."""

from datetime import timedelta

import pytest

from nssi.applications.models import Application
from nssi.audit.models import AuditEntry
from nssi.foundation import clock
from nssi.institution.models import CompetentBody, LocalOffice, OutreachOffice
from nssi.institution.queries import (
    archive_centres,
    forget_local_offices,
    is_offered,
    local_office,
    outreach_offices,
)
from nssi.proceedings.models import Proceeding
from tests.services.test_unemployment_benefit import to_office, to_submit
from tests.support.officials import Role, make_official

pytestmark = pytest.mark.django_db

LIST = "/admin-portal/podeleniya/"
VARNA = f"{LIST}03/"
CENTRE = {
    "Какво е?": "Регионален архивен център",
    "Код": "archive-burgas",
    "Име": "Регионален архивен център – Бургас",
    "Адрес": "ул. „Проба“ 1",
}
OFFICE = {
    "Какво е?": "Териториално поделение",
    "Код": "29",
    "Име": "Несебър",
    "Област": "Бургас",
    "Град": "Несебър",
}
TODAY = clock.today()


@pytest.fixture(autouse=True)
def _asked_anew():
    forget_local_offices()
    yield
    forget_local_offices()


@pytest.fixture
def admin(at_work):
    return at_work(make_official(Role.ADMINISTRATOR))


def close(admin, last_day, code="03"):
    return admin.get(f"{LIST}{code}/zakriy/").submit(
        {"Последен ден, в който приема заявления": last_day}, "Закрий"
    )


def test_all_are_shown_by_kind_with_what_is_not_verified(admin):
    page = admin.get("/sluzhiteli/").follow("Поделения")
    assert page.text.count("ТП на НОИ – ") == 28
    assert "Регионален архивен център – Враца" in page.text
    assert page.text.count("непроверен") >= 23
    assert "няма въведен адрес" in page.text


def test_what_is_known_of_an_office_is_changed_and_noted(admin):
    typed = {
        "Адрес": "ул. „Шейново“ 5", "Работно време": "понеделник – петък, 8:30 – 17:00 ч.", "Телефон": "052 123 456",
        "E-mail": "varna@example.bg",
    }  # fmt: skip
    page = admin.get(VARNA).submit(typed, "Запиши")
    assert "Записано." in page.text
    assert "ул. „Шейново“ 5" in admin.get(LIST).text
    note = AuditEntry.objects.get(event="staff.body_changed")
    assert note.details == {"changed": ["address", "email", "phone", "working_hours"]}


def test_it_stays_unverified_until_somebody_names_the_source(admin):
    page = admin.get(VARNA)
    assert "Непроверено. Остава така" in page.text
    page = page.submit({"Проверено е в източника": True, "Източник": ""}, "Запиши")
    assert page.errors == ["Посочете източника, в който е проверено"]
    page = page.submit({"Източник": "Правилник на НОИ"}, "Запиши")
    assert "Непроверено" not in page.text
    assert CompetentBody.objects.get(pk="03").verified and LocalOffice.objects.get(pk="03").verified


def test_a_new_centre_is_offered_and_a_new_office_too(admin):
    assert "Записано." in admin.get(f"{LIST}novo/").submit(CENTRE, "Запиши").text
    assert "archive-burgas" in {body.code for body in archive_centres(TODAY)}
    assert "Записано." in admin.get(f"{LIST}novo/").submit(OFFICE, "Запиши").text
    assert local_office("29").label == "ТП на НОИ – Несебър" and is_offered("29")
    assert not local_office("29").verified


def test_what_opens_later_is_not_offered_yet(admin):
    tomorrow = TODAY + timedelta(days=1)
    admin.get(f"{LIST}novo/").submit({**OFFICE, "Първи ден, ако е известен": tomorrow}, "Запиши")
    assert local_office("29") and not is_offered("29")


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"Код": ""}, "Въведете код"),
        ({"Код": "2"}, "Въведете две цифри за поделение, за център – латински букви и тирета"),
        ({"Код": "archive-x"}, "Въведете две цифри за поделение, за център – латински букви и тирета"),
        ({"Код": "03"}, "Този код вече е даден"),
        ({"Име": ""}, "Въведете името"),
        ({"Име": "Варна"}, "Вече има орган с това име"),
        ({"Област": ""}, "Въведете областта"),
        ({"E-mail": "tp@"}, "Въведете e-mail адрес, например tp@example.bg"),
        ({"Телефон": "обадете се"}, "Въведете телефон от цифри, например 052\u00a0123\u00a0456"),
        ({"Първи ден, ако е известен": ("31", "2", "2027")}, "Въведете истинска дата, например 21 11 2026"),
        ({"Проверено е в източника": True}, "Посочете източника, в който е проверено"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_at_its_field(admin, typed, error):
    page = admin.get(f"{LIST}novo/").submit({**OFFICE, **typed}, "Запиши")
    assert page.errors == [error.replace("\u00a0", " ")] or page.errors == [error]
    assert CompetentBody.objects.count() == 30


def test_a_closed_office_takes_no_more_and_keeps_what_it_has(admin, visit, person, at_work):
    to_submit(visit(person)).submit(button="Подай с ПИК")
    application = Application.objects.get()
    inspector = make_official(Role.UNEMPLOYMENT_INSPECTOR)
    page = admin.get(VARNA).follow("Закрийте")
    assert "Отворени преписки: 1" in page.text and "Служители с достъп: 2" in page.text
    page = close(admin, TODAY - timedelta(days=1))
    assert "След последния си ден не се предлага." in page.text
    assert not is_offered("03")
    offered = to_office(visit(person)).root.xpath("//select/option")
    assert "ТП на НОИ – Варна" not in {option.text for option in offered} and len(offered) == 28
    assert application.competent_body.label == "ТП на НОИ – Варна"
    proceeding = Proceeding.objects.get()
    assert "ТП на НОИ – Варна" in at_work(inspector).get(f"/sluzhiteli/prepiski/{proceeding.pk}/").html
    page = admin.get(f"{VARNA}zakriy/").submit(button="Отвори отново")
    assert "Отново се предлага." in page.text and is_offered("03")


def test_the_last_day_still_counts(admin):
    close(admin, TODAY)
    assert is_offered("03")


def test_a_draft_to_an_office_that_closed_asks_for_another(admin, visit, person):
    page = to_submit(visit(person))
    close(admin, TODAY - timedelta(days=1))
    page = page.submit(button="Подай с ПИК")
    assert not Application.objects.exists()
    assert "териториално поделение" in page.text.lower()


def test_the_directorate_cannot_be_closed(admin):
    assert "Закрийте" not in admin.get(f"{LIST}directorate/").links
    page = close(admin, TODAY, "directorate")
    assert page.errors[0].startswith("Без дирекцията няма кой да решава")


def test_an_unknown_body_is_no_page(admin):
    assert admin.get(f"{LIST}77/").status == 404


def test_an_outreach_office_is_entered_changed_closed_and_opened_again(admin):
    typed = {
        "Териториално поделение": "ТП на НОИ – Варна",
        "Населено място": "Провадия",
        "Адрес": "пл. „Свобода“ 1",
    }
    page = admin.get("/admin-portal/izneseni-ofisi/").submit(typed, "Запиши")
    page = page.follow("Провадия").submit({"Работно време": "вторник, 9:00 – 12:00 ч."}, "Запиши")
    assert "вторник, 9:00 – 12:00\xa0ч." in page.text
    varna = CompetentBody.objects.get(pk="03")
    assert [office.name for office in outreach_offices(varna)] == ["Провадия"]
    page = page.submit(button="Закрий Провадия")
    assert "Закрити или още неотворени" in page.text and outreach_offices(varna) == []
    page.submit(typed, "Запиши")
    assert len(outreach_offices(varna)) == OutreachOffice.objects.count() == 1


def test_the_list_asks_the_database_only_so_often(admin, django_assert_num_queries):
    admin.get(LIST)
    with django_assert_num_queries(3):  # the session, who it is, all bodies
        admin.get(LIST)
