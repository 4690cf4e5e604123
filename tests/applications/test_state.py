"""What anybody with the УРИ and the code may see (P-05b), and that nobody else sees it."""

import dataclasses

import pytest

from nssi.applications.actions.file_application import file_application
from nssi.applications.models import Application, IdentifiedBy
from nssi.applications.queries import code_of, find_by_uid_and_code
from tests.applications.drafts import complete
from tests.applications.three_questions import THREE_QUESTIONS

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(person) -> Application:
    return file_application(complete(person).id, person, THREE_QUESTIONS, IdentifiedBy.PIK)


def test_the_state_says_what_where_and_when_and_nothing_personal(application):
    state = find_by_uid_and_code(application.registry_uid, code_of(application))
    assert (state.service_title, state.competent_body, state.status) == (
        "Три въпроса",
        "ТП на НОИ – Варна",
        "Заведено",
    )
    assert state.filed_at == application.filed_at
    assert [document.title for document in state.documents] == ["Доказателство"]
    assert [event.what for event in state.events] == ["Заявлението е заведено"]
    assert state.last_event == state.events[0]
    said = str(dataclasses.asdict(state))
    for personal in ("Мария", "8502124512", "example.bg", "акт.pdf", str(application.id)):
        assert personal not in said


def test_number_and_code_are_found_as_people_type_them(application):
    uid, code = application.registry_uid, code_of(application)
    for typed_uid, typed_code in (
        (f"  {uid} г.", code.lower()),
        (uid.replace("-", " – "), f"{code[:4]} {code[4:]}"),
        (uid.replace("-", "—"), f"{code[:4]}-{code[4:]}"),
    ):
        assert find_by_uid_and_code(typed_uid, typed_code) is not None, typed_uid


@pytest.mark.parametrize(
    "typed", ["", "x", "9901-000001", "9901-000001-99.99.2026", "9901-999999-01.01.2026", "0" * 5000, "\x00"]
)
def test_a_number_that_nobody_has_finds_nothing(application, typed):
    assert find_by_uid_and_code(typed, code_of(application)) is None


@pytest.mark.parametrize("typed", ["", "AAAAAAAA", "x" * 5000, "ж", "\x00"])
def test_a_wrong_code_finds_nothing(application, typed):
    assert find_by_uid_and_code(application.registry_uid, typed) is None


def test_the_code_of_another_application_finds_nothing(application, other_person):
    other = file_application(complete(other_person).id, other_person, THREE_QUESTIONS, IdentifiedBy.PIK)
    assert find_by_uid_and_code(application.registry_uid, code_of(other)) is None
    assert find_by_uid_and_code(other.registry_uid, code_of(other)) is not None
