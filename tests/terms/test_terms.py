"""A term knows what started it, when it ends and why; what happens then happens once, by the house's clock (S1.9, S2.5, S2.7, S3.7)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from nssi.foundation import clock
from nssi.law.term import Unit
from nssi.terms import kinds
from nssi.terms.actions import sweep_terms as sweeping
from nssi.terms.actions.end_term import meet_term, stop_term
from nssi.terms.actions.open_tasks import close_tasks, open_tasks
from nssi.terms.actions.start_term import new_term, start_term
from nssi.terms.actions.sweep_terms import sweep_terms
from nssi.terms.kinds import TermKind
from nssi.terms.models import Task, Term
from nssi.terms.queries import open_tasks_of, running_term

pytestmark = pytest.mark.django_db

SUBJECT = {"subject_kind": "document", "subject_id": "1"}


@pytest.fixture
def ended():
    """Which subjects' terms have ended, in order; a task is opened for each."""
    return []


@pytest.fixture
def reminded():
    """Of which subjects' terms somebody was reminded."""
    return []


@pytest.fixture
def week(monkeypatch, ended, reminded) -> TermKind:
    """Seven days, with a reminder two days before the last one."""
    monkeypatch.setattr(kinds, "_kinds", {})

    def at_end(terms):
        ended.extend(term.subject_id for term in terms)
        open_tasks(task(term.subject_id) for term in terms)

    return kinds.register(
        TermKind(
            "tests.week",
            "Седмица",
            "чл. 5, ал. 3",
            7,
            Unit.DAYS,
            at_end=at_end,
            remind_before=2,
            at_reminder=lambda terms: reminded.extend(term.subject_id for term in terms),
        )
    )


def task(subject_id: str) -> Task:
    return Task(
        key=f"tests.week:{subject_id}",
        kind="tests.look",
        title="Вижте",
        subject_kind="document",
        subject_id=subject_id,
        body_id="03",
        role="clerk",
    )


def start(kind: TermKind, subject_id: str = "1", day: date | None = None) -> Term:
    return start_term(
        kind,
        subject_kind="document",
        subject_id=subject_id,
        started_on=day or clock.today(),
        started_by="изпращане",
    )


@pytest.mark.parametrize(
    ("started_on", "due_on", "why"),
    [
        (date(2026, 11, 23), date(2026, 11, 30), "който е работен ден"),
        (date(2026, 11, 21), date(2026, 11, 30), "не е работен (почивен ден)"),  # over the weekend
        (
            date(2026, 12, 17),
            date(2026, 12, 29),
            "не е работен",
        ),  # over Christmas, and Monday for its Saturday
    ],
    ids=["a working day", "a weekend", "Christmas"],
)
def test_the_last_day_is_one_that_counts_and_says_why(week, started_on, due_on, why):
    term = start(week, day=started_on)
    assert term.due_on == due_on
    assert why in term.reason
    assert term.due_at == datetime(due_on.year, due_on.month, due_on.day, tzinfo=clock.SOFIA) + timedelta(
        days=1
    )


def test_the_whole_last_day_is_still_in_time(week, ended, travel):
    term = start(week)
    travel(seconds=(term.due_at - clock.now()).total_seconds() - 1)
    sweep_terms()
    assert ended == []
    travel(seconds=1)
    sweep_terms()
    assert ended == ["1"]
    term.refresh_from_db()
    assert (term.state, term.ended_at) == ("missed", pytest.approx(clock.now(), abs=timedelta(seconds=5)))


def test_what_happens_at_the_end_happens_once_also_after_a_week_of_downtime(week, ended, travel):
    start(week)
    travel(days=21)
    assert sweep_terms() == 1
    assert sweep_terms() == 0
    assert ended == ["1"] and Task.objects.count() == 1


def test_a_clock_that_is_put_back_undoes_nothing_and_ends_nothing_twice(week, ended, travel):
    term = start(week)
    travel(days=21)
    sweep_terms()
    travel(days=-21)
    assert sweep_terms() == 0
    assert not meet_term(week, subject_kind="document", subject_id="1")
    term.refresh_from_db()
    assert (term.state, ended) == ("missed", ["1"])
    travel(days=42)
    assert sweep_terms() == 0
    assert ended == ["1"]


def test_a_reminder_comes_once_and_never_after_the_end(week, ended, reminded, travel):
    term = start(week)
    start(week, "late")
    travel(seconds=(term.remind_at - clock.now()).total_seconds())
    meet_term(week, subject_kind="document", subject_id="late")
    sweep_terms()
    sweep_terms()
    assert (reminded, ended) == (["1"], [])
    start(week, "asleep")
    travel(days=30)
    sweep_terms()
    assert reminded == ["1"] and sorted(ended) == ["1", "asleep"]


@pytest.mark.parametrize(("end", "state"), [(meet_term, "met"), (stop_term, "stopped")])
def test_a_term_that_was_kept_or_fell_away_has_no_consequences(week, ended, travel, end, state):
    term = start(week)
    assert end(week, **SUBJECT)
    assert not end(week, **SUBJECT), "once"
    travel(days=30)
    sweep_terms()
    term.refresh_from_db()
    assert (ended, term.state) == ([], state)


def test_what_comes_after_the_last_day_is_too_late_even_before_the_sweeper(week, ended, travel):
    start(week)
    travel(days=30)
    assert not meet_term(week, **SUBJECT)
    sweep_terms()
    assert ended == ["1"]


def test_one_of_a_kind_runs_for_a_subject_and_another_may_follow(week):
    start(week)
    with pytest.raises(IntegrityError), transaction.atomic():
        start(week)
    meet_term(week, **SUBJECT)
    again = start(week)
    assert running_term("tests.week", "document", "1") == again


def test_a_consequence_that_fails_ends_nothing_and_holds_no_other_kind_up(week, ended, travel, monkeypatch):
    def fail(terms):
        raise ZeroDivisionError

    broken = kinds.register(TermKind("tests.broken", "Счупен", "", 1, Unit.DAYS, at_end=fail))
    start(broken)
    start(week, "2")
    travel(days=30)
    sweep_terms()
    assert ended == ["2"]
    assert running_term("tests.broken", "document", "1") is not None


def test_more_than_one_transaction_holds_are_all_ended(week, ended, travel, monkeypatch):
    monkeypatch.setattr(sweeping, "AT_ONCE", 10)
    Term.objects.bulk_create(
        new_term(
            week, subject_kind="document", subject_id=str(n), started_on=clock.today(), started_by="изпращане"
        )
        for n in range(25)
    )
    travel(days=30)
    assert sweep_terms() == 25
    assert sorted(ended, key=int) == [str(n) for n in range(25)]


@pytest.mark.django_db(transaction=True)
def test_sweepers_at_the_same_time_share_the_terms(week, ended, travel, monkeypatch):
    monkeypatch.setattr(sweeping, "AT_ONCE", 5)
    for n in range(40):
        start(week, str(n))
    travel(days=30)

    def sweep(_: int) -> int:
        try:
            return sweep_terms()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(sweep, range(4))) == 40
    assert sorted(ended, key=int) == [str(n) for n in range(40)]


def test_a_task_waits_for_its_officials_until_it_is_done(week):
    open_tasks([task("1"), task("2")])
    open_tasks([task("1")])
    assert [each.subject_id for each in open_tasks_of("03", "clerk")] == ["1", "2"]
    assert open_tasks_of("04", "clerk") == []
    assert close_tasks(kind="tests.look", subject_kind="document", subject_id="1") == 1
    assert [each.subject_id for each in open_tasks_of("03", "clerk")] == ["2"]


def test_the_article_and_the_length_are_those_of_the_day_on_which_it_started(week):
    term = start(week)
    assert (term.article, term.length, term.unit) == ("чл. 5, ал. 3", 7, "days")
