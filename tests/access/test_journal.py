"""Who looked at whose data: a person sees it of their own, an administrator of all (A-10)."""

from datetime import timedelta

import pytest

from nssi.access.journal import ON_A_PAGE
from nssi.access.models import Official
from nssi.access.own_data_parts import LOOKS
from nssi.audit import SYSTEM, Actor, record, record_look
from nssi.audit.models import AuditEntry
from nssi.audit.origin import coming_from, origin_of
from nssi.foundation import clock
from tests.support.officials import at_work, make_official
from tests.support.visitors import other_person, person, visit

__all__ = ["at_work", "other_person", "person", "visit"]

pytestmark = pytest.mark.django_db

MINE = "/moite/dostap/"
JOURNAL = "/admin-portal/zhurnal/"
NUMBER, WHY, COMPLAINT = "ЕГН или ЛНЧ на лицето", "Защо търсите?", "проверка по жалба или сигнал"
Role = Official.Role


@pytest.fixture
def inspector():
    return make_official(Role.UNEMPLOYMENT_INSPECTOR, name="Ирина Петрова")


@pytest.fixture
def admin(at_work):
    return at_work(make_official(Role.ADMINISTRATOR, name="Асен Колев"))


def lines_of(page):
    """What the table says; the form beside it names every reason too."""
    return " ".join("".join(page.root.xpath("//table//text()")).split())


# A person's own page


def test_a_person_sees_when_who_and_why_and_not_the_name_of_the_official(person, visit, inspector):
    record_look(inspector.pk, person.pk, "contact")
    text = visit(person).get(MINE).text
    assert "инспектор „Безработица“, ТП на НОИ – Варна" in text
    assert "преглед на данни" in text
    assert "лицето се обади или дойде на място" in text
    assert "Ирина Петрова" not in text


def test_the_file_of_own_data_names_no_official_either(person, inspector):
    record_look(inspector.pk, person.pk, "contact")
    record(
        "insurance.person_viewed",
        actor=Actor.insurer("175074752"),
        subject_kind="person",
        subject_id=str(person.pk),
    )
    ((_at, official, body, *_rest), (_when, insurer, *_other)) = LOOKS.rows(person)
    assert (str(official), body) == ("инспектор „Безработица“", "ТП на НОИ – Варна")
    assert insurer == "осигурител с ЕИК 175074752"


def test_a_person_finds_the_page_from_their_own(person, visit):
    home = visit(person).get("/moite/")
    page = home.follow("Вашият ПИК и кой е преглеждал данните Ви").follow("Кой е преглеждал данните Ви")
    assert page.path == MINE
    assert "Няма записани прегледи." in page.text


def test_a_person_sees_neither_the_looks_at_others_nor_what_they_did_themselves(
    person, other_person, visit, inspector
):
    record_look(inspector.pk, other_person.pk, "contact")
    record("room.act", actor=Actor.person(person.pk), subject_kind="person", subject_id=str(person.pk))
    record("room.act", actor=SYSTEM, subject_kind="thing", subject_id="1", about=person.pk)
    assert "Няма записани прегледи." in visit(person).get(MINE).text


def test_a_person_sees_which_insurer_looked_too(person, visit, admin):
    actor = Actor.insurer("175074752")
    record("insurance.person_viewed", actor=actor, subject_kind="person", subject_id=str(person.pk))
    page = visit(person).get(MINE)
    cells = [" ".join("".join(cell.itertext()).split()) for cell in page.root.xpath("//tbody/tr/td")]
    assert cells[0] == "осигурител с ЕИК 175074752" and cells[2] == "–"
    searched = admin.get(JOURNAL).submit({NUMBER: "8502124512", WHY: COMPLAINT}, button="Търси")
    assert "осигурител с ЕИК 175074752" in lines_of(searched)


def test_an_official_without_a_body_works_in_the_centre(person, visit):
    record_look(make_official(Role.ADMINISTRATOR, body=None).pk, person.pk, "document")
    assert "администратор, Централно управление" in visit(person).get(MINE).text


def test_many_looks_are_shown_page_by_page_with_as_many_queries(
    person, visit, inspector, django_assert_num_queries
):
    for number in range(ON_A_PAGE + 1):
        record_look(inspector.pk, person.pk, f"reason_{number:03}")
    browser = visit(person)
    browser.get(MINE)
    with django_assert_num_queries(4):
        page = browser.get(MINE)
    assert "reason_050" in page.text and "reason_000" not in page.text
    assert "reason_000" in page.follow("По-стари").text


@pytest.mark.parametrize("said", ["abc", "-1", "9" * 40, "²"])
def test_a_page_that_is_none_is_the_first(person, visit, inspector, said):
    record_look(inspector.pk, person.pk, "contact")
    assert "преглед на данни" in visit(person).get(MINE, {"sled": said}).text


# The journal


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_the_journal_is_the_administrators(at_work, role):
    assert at_work(make_official(role)).get(JOURNAL).status == 403


def test_the_journal_shows_who_looked_at_whom_why_and_from_where(admin, person, inspector):
    with coming_from("203.0.113.7"):
        record_look(inspector.pk, person.pk, "contact")
    assert JOURNAL in admin.get("/sluzhiteli/").html
    text = lines_of(admin.get(JOURNAL))
    assert "Ирина Петрова, инспектор „Безработица“" in text
    assert person.full_name in text
    assert "people.looked_at" in text and "лицето се обади" in text
    assert origin_of("203.0.113.7") in text and "203.0.113.7" not in text


def test_the_journal_shows_what_one_official_did(admin, person, other_person, inspector):
    other = make_official(Role.CLERK, name="Петър Димов")
    record_look(inspector.pk, person.pk, "contact")
    record_look(other.pk, other_person.pk, "contact")
    page = admin.get(JOURNAL).submit({"Потребителско име на служител": other.username}, button="Покажи")
    assert "Петър Димов" in page.text and "Ирина Петрова" not in page.text
    page = page.submit({"Потребителско име на служител": "nyama"}, button="Покажи")
    assert page.errors == ["Няма служител с това потребителско име"]


def test_the_journal_goes_back_to_a_day(admin, person, inspector):
    with clock.shift(timedelta(days=-3)):
        record_look(inspector.pk, person.pk, "contact")
        day = clock.today()
    record_look(inspector.pk, person.pk, "document")
    lines = lines_of(admin.get(JOURNAL).submit({"До ден, включително": day}, button="Покажи"))
    assert "лицето се обади" in lines and "сверяване с документ" not in lines


def test_whose_data_were_looked_at_is_asked_by_number_which_stands_in_no_address(
    admin, person, other_person, inspector
):
    record_look(inspector.pk, person.pk, "contact")
    record_look(inspector.pk, other_person.pk, "document")
    assert admin.get(JOURNAL).submit({NUMBER: "8502124512"}, button="Търси").errors == ["Изберете причина"]
    assert not AuditEntry.objects.filter(event="access.journal_read", about=person.pk).exists()
    page = admin.get(JOURNAL).submit({NUMBER: "8502124512", WHY: COMPLAINT}, button="Търси")
    assert "лицето се обади" in lines_of(page) and "сверяване с документ" not in lines_of(page)
    assert "8502124512" not in page.path
    assert page.submit({NUMBER: "123"}, button="Търси").errors == ["Въведете ЕГН или ЛНЧ – 10\xa0цифри"]
    assert page.submit({NUMBER: "8032056031"}, button="Търси").errors == ["Няма лице с този номер"]


def test_reading_the_journal_is_an_entry_too_and_the_person_sees_it_with_its_reason(admin, person, visit):
    admin.get(JOURNAL).submit({NUMBER: "8502124512", WHY: COMPLAINT}, button="Търси")
    entries = AuditEntry.objects.filter(event="access.journal_read").order_by("id")
    assert [(entry.about, entry.reason) for entry in entries] == [(None, ""), (person.pk, "complaint")]
    text = visit(person).get(MINE).text
    assert "преглед на журнала" in text and COMPLAINT in text


def test_of_one_person_the_journal_goes_back_page_by_page(admin, person, inspector):
    for number in range(ON_A_PAGE + 1):
        record_look(inspector.pk, person.pk, f"reason_{number:03}")
    page = admin.get(JOURNAL).submit({NUMBER: "8502124512", WHY: COMPLAINT}, button="Търси")
    assert "reason_050" in page.text and "reason_000" not in page.text
    assert "reason_000" in page.submit(button="По-стари").text
