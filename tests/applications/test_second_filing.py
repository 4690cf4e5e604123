"""Filing again with irregularities removed, by quoting the УРИ (C-26, S1.10, J1 x3)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from nssi.applications import events
from nssi.applications.actions.begin_second_filing import begin_second_filing
from nssi.applications.actions.file_application import file_application
from nssi.applications.actions.save_answers import save_answers
from nssi.applications.actions.withdraw_application import withdraw_application
from nssi.applications.models import Application, Draft, IdentifiedBy
from nssi.applications.second_filing import SecondFilingRefused, application_to_replace
from nssi.foundation import clock
from nssi.people.models import Person
from tests.applications.drafts import begin, complete
from tests.applications.three_questions import ANSWERS, FORM, THREE_QUESTIONS

pytestmark = pytest.mark.django_db

SLUG = THREE_QUESTIONS.slug
CHECK = FORM.steps[-1]


@pytest.fixture
def asked(monkeypatch) -> Callable[[Application], None]:
    """Let the institution ask to put something right in an application: `asked(application)`."""
    open_ones: set = set()
    monkeypatch.setattr(
        events, "_irregularities", [lambda each: ("Липсва подпис.",) if each.id in open_ones else None]
    )
    return lambda application: open_ones.add(application.id)


@pytest.fixture
def earlier(person, asked) -> Application:
    application = file_application(complete(person).id, person, THREE_QUESTIONS, IdentifiedBy.PIK)
    asked(application)
    return application


def declared(draft: Draft, person: Person) -> Draft:
    return save_answers(draft.id, person, THREE_QUESTIONS, CHECK, ANSWERS["check"], draft.revision)


def file_again(person: Person, earlier: Application) -> Application:
    draft = declared(begin_second_filing(person, THREE_QUESTIONS, earlier.registry_uid), person)
    return file_application(draft.id, person, THREE_QUESTIONS, IdentifiedBy.PIK)


def test_nothing_is_typed_twice(person, earlier):
    draft = begin_second_filing(person, THREE_QUESTIONS, earlier.registry_uid)
    assert {step: draft.typed[step] for step in ("reach", "need")} == {
        step: ANSWERS[step] for step in ("reach", "need")
    }
    assert "check" not in draft.typed, "what is declared is declared anew"
    assert [(file.slot, file.attachment.name) for file in draft.files.all()] == [("proof", "акт.pdf")]


def test_the_new_one_has_its_own_number_and_replaces_the_old(person, earlier):
    later = file_again(person, earlier)
    earlier.refresh_from_db()
    assert later.registry_uid != earlier.registry_uid
    assert later.replaces == earlier and earlier.replaced_by == later
    assert earlier.state == Application.State.REPLACED
    assert [event.what for event in earlier.events.all()] == ["filed", "replaced"]
    assert [file.attachment_id for file in later.files.all()] == [
        file.attachment_id for file in earlier.files.all()
    ]


def test_it_keeps_the_date_of_the_first(person, earlier, asked, travel):
    """Art. 54a КСО: the three months count from the first filing, however often it was mended."""
    travel(days=20)
    second = file_again(person, earlier)
    asked(second)
    travel(days=20)
    third = file_again(person, second)
    assert earlier.counts_from == earlier.filed_at
    assert second.counts_from == third.counts_from == earlier.filed_at
    assert third.filed_at - earlier.filed_at >= timedelta(days=40)


def test_what_was_replaced_and_when_it_counts_from_never_changes(person, earlier):
    later = file_again(person, earlier)
    for change in ({"first_filed_at": clock.now()}, {"replaces": None, "first_filed_at": None}):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            Application.objects.filter(id=later.id).update(**change)


@pytest.mark.parametrize("uid", ["", "x", "9901-999999-01.01.2026"])
def test_a_number_that_nobody_has_is_refused(person, earlier, uid):
    with pytest.raises(SecondFilingRefused, match="Няма Ваше заявление с този УРИ"):
        begin_second_filing(person, THREE_QUESTIONS, uid)


def test_the_application_of_another_is_answered_as_one_that_is_not_there(other_person, earlier):
    with pytest.raises(SecondFilingRefused, match="Няма Ваше заявление с този УРИ"):
        begin_second_filing(other_person, THREE_QUESTIONS, earlier.registry_uid)


def test_only_what_was_asked_for_is_filed_again(person):
    application = file_application(complete(person).id, person, THREE_QUESTIONS, IdentifiedBy.PIK)
    with pytest.raises(SecondFilingRefused, match="не са поискани промени"):
        application_to_replace(person, SLUG, application.registry_uid)


def test_what_was_replaced_says_by_which(person, earlier):
    later = file_again(person, earlier)
    with pytest.raises(SecondFilingRefused, match=later.registry_uid):
        application_to_replace(person, SLUG, earlier.registry_uid)


def test_what_was_withdrawn_is_not_filed_again(person, earlier):
    withdraw_application(earlier.id, person, IdentifiedBy.PIK)
    with pytest.raises(SecondFilingRefused, match="не са поискани промени"):
        application_to_replace(person, SLUG, earlier.registry_uid)


def test_a_draft_whose_application_was_withdrawn_meanwhile_is_not_filed_and_not_lost(person, earlier):
    draft = declared(begin_second_filing(person, THREE_QUESTIONS, earlier.registry_uid), person)
    withdraw_application(earlier.id, person, IdentifiedBy.PIK)
    with pytest.raises(SecondFilingRefused):
        file_application(draft.id, person, THREE_QUESTIONS, IdentifiedBy.PIK)
    assert Draft.objects.filter(id=draft.id).exists() and Application.objects.count() == 1


def test_begun_twice_it_is_the_same_draft_with_what_was_changed(person, earlier):
    draft = begin_second_filing(person, THREE_QUESTIONS, earlier.registry_uid)
    little = {"need": ["much"]}
    save_answers(draft.id, person, THREE_QUESTIONS, FORM.steps[1], little, draft.revision)
    again = begin_second_filing(person, THREE_QUESTIONS, f" {earlier.registry_uid} ")
    assert again.id == draft.id and again.typed["need"] == little


def test_the_page_says_what_is_wrong_and_begins(visit, person, earlier):
    page = visit(person).get("/moite/")
    assert f"Има нередности по заявление {earlier.registry_uid}." in page.text
    page = page.follow("Вижте какво да отстраните")
    assert "Липсва подпис." in page.text
    page = page.follow("Подай отново с отстранени недостатъци")
    assert page.h1 == "Повторно подаване" and "Липсва подпис." in page.text
    page = page.submit({}, "Подай отново")
    assert page.h1 == "Проверете данните"
    assert f"Подавате отново заявление {earlier.registry_uid}" in page.text
    page = page.submit({"Декларирам, че това е така.": True}, "Продължи").submit({}, "Подай с ПИК")
    assert page.h1 == "Заявлението е заведено"
    page = visit(person).get("/moite/zayavleniya/")
    assert f"Заменено от {Application.objects.get(replaces=earlier).registry_uid}" in page.text


def test_another_draft_is_not_thrown_away_unasked(visit, person, earlier):
    begin(person)
    page = visit(person).get(f"/zayavlenie/{SLUG}/povtorno/", {"uri": earlier.registry_uid})
    assert "Тя ще бъде изтрита." in page.text
    assert Draft.objects.get().replaces is None, "looking changes nothing"


def test_the_number_can_be_typed(visit, person, earlier):
    page = visit(person).get(f"/zayavlenie/{SLUG}/povtorno/")
    page = page.submit({"УРИ на подаденото заявление": "9901-999999-01.01.2026"}, "Продължи")
    assert page.errors == ["Няма Ваше заявление с този УРИ"]
    page = page.submit({"УРИ на подаденото заявление": earlier.registry_uid}, "Продължи")
    assert "Отстранете посочените недостатъци" in page.text


def test_whoever_knows_number_and_code_sees_what_it_is_linked_with(person, earlier):
    from nssi.applications.queries import state_of_uid

    later = file_again(person, earlier)
    assert state_of_uid(earlier.registry_uid).linked_uids == (later.registry_uid,)
    assert state_of_uid(later.registry_uid).linked_uids == (earlier.registry_uid,)
