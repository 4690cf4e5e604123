"""The days off by year, decided with four eyes, and the terms with their articles (A-04)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from nssi.foundation import clock
from nssi.institution.parameters import current_parameters
from nssi.law.parameters import shipped
from nssi.law.term import Unit
from nssi.proceedings.models import Proceeding
from nssi.staff.actions.decide_proposal import approve_proposal
from nssi.staff.actions.propose_value import propose_value
from nssi.staff.calendar_rows import year_without_decisions
from nssi.staff.models import ProposedValue
from nssi.terms.actions.open_tasks import open_tasks
from nssi.terms.actions.start_term import start_term
from nssi.terms.kinds import all_kinds, by_name
from nssi.terms.models import Task
from tests.services.test_unemployment_benefit import to_submit
from tests.support.officials import Role, make_official

pytestmark = pytest.mark.django_db

HERE = "/admin-portal/kalendar/"
NEXT_YEAR = clock.today().year + 1


def working_day(after: date) -> date:
    return shipped().calendar.next_working_day(after)


WORKING = working_day(date(NEXT_YEAR, 3, 8))
TYPED = {
    "Ден": WORKING,
    "Какъв е денят?": "Неприсъствен",
    "Акт": "РМС № 1",
    "Източник": "ДВ, бр. 99",
    "Прочетено е в самия акт": True,
    "За кое време важи?": "Само занапред",
}


@pytest.fixture
def first(db):
    return make_official(Role.ADMINISTRATOR, name="Асен Колев")


@pytest.fixture
def second(db):
    return make_official(Role.ADMINISTRATOR, name="Вяра Стоева")


def decided(first, second, day, value="0"):
    proposal = propose_value(
        first,
        name="working_day",
        since=day,
        value=value,
        currency="",
        act="РМС № 1",
        source="ДВ",
        verified=True,
    )
    approve_proposal(ProposedValue, proposal.pk, second)


def test_the_days_off_of_a_year_are_shown_with_the_act_behind_each(at_work, first):
    page = at_work(first).get("/sluzhiteli/").follow("Дни и срокове")
    page = at_work(first).get(HERE, {"godina": "2026"})
    assert "Нова година" in page.text and "чл. 154 КТ" in page.text
    assert "РМС № 808/19.11.2025" in page.text
    assert at_work(first).get(HERE, {"godina": "1900"}).h1.endswith(f"{clock.today().year}\xa0г.")


def test_a_day_off_is_proposed_by_one_approved_by_another_and_terms_count_by_it(at_work, first, second):
    page = at_work(first).get(HERE).submit(TYPED, "Предложи")
    assert "неприсъствен" in page.text
    assert current_parameters().calendar.is_working(WORKING)
    at_work(second).get(page.path).submit(button="Сверих го, одобрявам")
    assert not current_parameters().calendar.is_working(WORKING)
    assert current_parameters().calendar.is_working(working_day(WORKING + timedelta(days=1)))
    shown = at_work(first).get(HERE, {"godina": str(NEXT_YEAR)}).text
    assert "РМС № 1" in shown and "въведен тук" in shown
    kind = next(kind for kind in all_kinds() if kind.unit == "days")
    started = WORKING - timedelta(days=kind.length)
    term = start_term(kind, subject_kind="test", subject_id="1", started_on=started, started_by="проба")
    assert term.due_on == working_day(WORKING + timedelta(days=1))
    assert "Неприсъствен ден" in term.reason


def test_what_runs_and_would_end_on_a_new_day_off_ends_after_it(
    first, second, visit, person, own_attachments
):
    """ГПК 60(6): the term, its reminder, the deadline of the proceeding, the task, the document that waits."""
    to_submit(visit(person)).submit(button="Подай с ПИК")
    proceeding = Proceeding.objects.get()
    term = start(WORKING - timedelta(days=7))
    reminded = term.remind_at
    Proceeding.objects.update(due_on=WORKING)
    open_tasks(
        [
            Task(
                key="1",
                kind="test",
                title="Вижте",
                subject_kind="test",
                subject_id="1",
                body_id="03",
                role="clerk",
                due_on=WORKING,
            )
        ]
    )
    decided(first, second, WORKING)
    after = working_day(WORKING + timedelta(days=1))
    for each in (term, proceeding):
        each.refresh_from_db()
    assert (term.due_on, proceeding.due_on, Task.objects.get(key="1").due_on) == (after, after, after)
    assert clock.local(term.due_at).date() == after + timedelta(days=1)
    assert term.remind_at - reminded == after - WORKING
    assert "беше обявен за неприсъствен" in term.reason
    decided(first, second, WORKING, "1")
    term.refresh_from_db()
    assert term.due_on == after, "no term is moved to an earlier day"


def test_a_term_in_working_days_becomes_longer_by_a_day_off_within_it(first, second):
    calendar = shipped().calendar
    kind = replace(by_name("delivery.download"), unit=Unit.WORKING_DAYS, length=5)
    began = WORKING - timedelta(days=1)
    term = start_term(kind, subject_kind="test", subject_id="1", started_on=began, started_by="проба")
    assert term.due_on == calendar.add_working_days(began, 5)
    decided(first, second, WORKING)
    term.refresh_from_db()
    assert term.due_on == calendar.add_working_days(began, 6)


def start(day):
    kind = by_name("delivery.download")
    return start_term(kind, subject_kind="test", subject_id="1", started_on=day, started_by="проба")


def test_a_saturday_can_be_made_a_working_day(first, second):
    saturday = WORKING + timedelta(days=(5 - WORKING.weekday()) % 7)
    assert not current_parameters().calendar.is_working(saturday)
    decided(first, second, saturday, "1")
    assert current_parameters().calendar.is_working(saturday)


def test_a_decision_that_changes_nothing_is_refused(at_work, first):
    page = at_work(first).get(HERE).submit({**TYPED, "Какъв е денят?": "Работен"}, "Предложи")
    assert len(page.errors) == 1 and page.errors[0].endswith("и сега е работен.")
    page = page.submit({"Ден": date(NEXT_YEAR, 1, 1), "Какъв е денят?": "Неприсъствен"}, "Предложи")
    assert len(page.errors) == 1 and page.errors[0].endswith("и сега е почивен.")


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"Ден": ("", "", "")}, "Въведете деня"),
        ({"Ден": ("30", "2", "2027")}, "Въведете истинска дата, например 21 11 2026"),
        ({"Акт": ""}, "Въведете акта"),
        ({"Източник": ""}, "Въведете източника"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(at_work, first, typed, error):
    assert at_work(first).get(HERE).submit({**TYPED, **typed}, "Предложи").errors == [error]


@pytest.mark.parametrize(
    ("today", "said"), [(date(2026, 10, 31), None), (date(2026, 11, 1), 2027), (date(2025, 12, 1), None)]
)
def test_at_the_end_of_a_year_it_is_said_that_the_next_has_no_decision(today, said):
    assert year_without_decisions(shipped(), today) == said


def test_once_one_is_entered_it_is_said_no_more(at_work, first, second, travel):
    travel(days=(date(clock.today().year, 12, 1) - clock.today()).days)
    said = "не са въведени решения за неприсъствени дни"
    assert said in at_work(first).get("/sluzhiteli/").text
    decided(first, second, WORKING)
    assert said not in at_work(first).get("/sluzhiteli/").text


def test_every_term_is_shown_with_its_article_and_what_is_not_verified(at_work, first):
    page = at_work(first).get(HERE).follow("Срокове")
    for text in ("30\xa0дни", "3\xa0дни", "7\xa0дни", "чл. 117, ал. 2 КСО", "чл.\xa05, ал.\xa03"):
        assert text in page.text
    assert "непроверен" in page.text and "правило на портала, без акт" in page.text
    for kind in all_kinds():
        assert str(kind.title) in page.text or kind.name == "proceedings.appeal_decision"


def test_the_pages_ask_the_database_only_so_often(at_work, first, django_assert_num_queries):
    browser = at_work(first)
    for path, queries in (HERE, 5), ("/admin-portal/srokove/", 3):
        browser.get(path)
        with django_assert_num_queries(
            queries
        ):  # who it is, the values, of the calendar its entries and proposals
            browser.get(path)
