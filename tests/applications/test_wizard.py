"""The way through a form: steps that know themselves, and the furthest one that is open (S1, frame of the wizard)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nssi.applications.wizard import Journey, walk
from nssi.people.models import Person
from tests.applications.three_questions import ANSWERS, FORM

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Kept:
    name: str
    size: int


@dataclass(frozen=True)
class File:
    attachment: Kept


PROOF = {"proof": [File(Kept("акт.pdf", 1000))]}


def way(typed: Mapping = ANSWERS, files: Mapping = PROOF) -> Journey:
    return walk(FORM, Person(id=uuid4(), first_name="Мария"), typed, files)


def without(name: str) -> dict:
    return {step: typed for step, typed in ANSWERS.items() if step != name}


def slugs(journey: Journey) -> list[str]:
    return [stop.step.slug for stop in journey.stops]


def test_a_complete_journey_has_nothing_left_but_filing():
    journey = way()
    assert journey.is_complete and journey.next_open is None
    assert journey.length == len(journey.stops) + 1


def test_with_nothing_typed_only_the_first_step_is_open():
    journey = way({}, {})
    assert [journey.may_visit(stop) for stop in journey.stops] == [True, False, False, False]


@pytest.mark.parametrize("missing", ["reach", "need", "documents", "check"])
def test_the_furthest_step_is_the_first_that_is_not_complete(missing):
    journey = way(without(missing))
    assert journey.next_open.step.name == missing
    names = [stop.step.name for stop in journey.stops]
    assert [stop.step.name for stop in journey.stops if journey.may_visit(stop)] == names[
        : names.index(missing) + 1
    ]


def test_a_step_is_asked_only_where_it_applies():
    assert "zashto" not in slugs(way())
    journey = way({**ANSWERS, "need": {"need": ["much"]}})
    assert slugs(journey) == ["vrazka", "nuzhda", "zashto", "dokumenti", "proverka"]
    assert journey.next_open.step.name == "why", "it opens again although all later steps were complete"


def test_the_answer_of_a_step_that_applies_no_more_is_not_filed():
    journey = way({**ANSWERS, "why": {"why": ["защото"]}})
    assert "why" not in journey.answers


def test_an_answer_that_is_no_longer_allowed_opens_its_step_again():
    assert way({**ANSWERS, "reach": {"email": ["x"], "local_office": ["99"]}}).next_open.step.name == "reach"


def test_without_a_required_document_nobody_goes_on():
    journey = way(files={})
    assert journey.next_open.step.name == "documents"
    assert [slot.name for slot in journey.missing_slots] == ["proof"]


def test_neighbours_follow_the_steps_that_apply():
    journey = way()
    need = journey.find("nuzhda")
    assert journey.before(need).step.slug == "vrazka"
    assert journey.after(need).step.slug == "dokumenti"
    assert journey.before(journey.stops[0]) is None and journey.after(journey.stops[-1]) is None
    assert (journey.number_of(need), journey.length) == (2, 5)


def test_what_is_filed_holds_the_answers_and_what_the_person_saw():
    frozen = way().frozen
    assert frozen["answers"]["reach"] == {"email": "maria@example.bg", "local_office": "03"}
    assert frozen["summary"] == [
        {"title": "Връзка с Вас", "rows": [["E-mail", "maria@example.bg"], ["ТП", "ТП на НОИ – Варна"]]},
        {"title": "Нужда", "rows": [["Колко искате?", "Малко"]]},
        {"title": "Документи", "rows": [["Доказателство", "акт.pdf"]]},
        {"title": "Декларация", "rows": [["Декларирам, че това е така.", "Да"]]},
    ]


def test_the_application_itself_counts_with_its_files():
    """S1.5: 5 МБ for both; the application counts by the bytes of its frozen data."""
    journey = way()
    written = json.dumps(journey.frozen, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    assert journey.own_size == len(written.encode())
    assert journey.size == journey.own_size + 1000


def test_an_earlier_version_of_a_form_is_served_as_long_as_drafts_may_hold_it():
    from tests.applications.three_questions import THREE_QUESTIONS

    newer = replace(FORM, version="2", steps=FORM.steps[:1] + FORM.steps[3:])
    service = replace(THREE_QUESTIONS, forms=(newer, FORM))
    assert service.form.version == "2"
    assert service.form_of("1") is FORM
    assert service.form_of("0") is newer


TYPED = st.dictionaries(
    st.sampled_from(["reach", "need", "why", "documents", "check", "gone"]),
    st.dictionaries(
        st.sampled_from(["email", "local_office", "need", "why", "declared", "x"]),
        st.lists(st.text(max_size=30), max_size=2),
        max_size=4,
    ),
)


@settings(suppress_health_check=[HealthCheck.too_slow])  # how busy the machine is says nothing of the wizard
@given(TYPED)
def test_whatever_was_typed_the_way_is_known_and_leads_forward(typed):
    journey = way(typed)
    assert journey.stops
    open_steps = [journey.may_visit(stop) for stop in journey.stops]
    assert open_steps == sorted(open_steps, reverse=True)
    json.dumps(journey.frozen)
    assert set(journey.answers) <= {step.name for step in FORM.steps}
