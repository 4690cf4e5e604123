"""How the signing provider does, and the procedures for a PIK: states and codes, of persons a mask until it is said why (A-08, A-09)."""

from datetime import timedelta

import pytest

from nssi.audit.models import AuditEntry
from nssi.foundation import clock
from nssi.pik.models import PikProcedure, StepRun
from nssi.pik.steps import RunState
from nssi.signing.models import SigningRequest
from nssi.staff.signing_rows import PURPOSES, STATES
from tests.support.officials import Role, make_official

pytestmark = pytest.mark.django_db

PROVIDER, PROCEDURES = "/admin-portal/dostavchik/", "/admin-portal/pik-protseduri/"
State, Purpose, End = SigningRequest.State, SigningRequest.Purpose, PikProcedure.End


@pytest.fixture
def admin(at_work):
    return at_work(make_official(Role.ADMINISTRATOR))


def request(state=State.VERIFIED, *, ago=timedelta(hours=1), purpose=Purpose.IDENTITY, **more):
    at = clock.now() - ago
    return SigningRequest.objects.create(
        provider="evrotrust", purpose=purpose, state=state, created_at=at, sent_at=at,
        expires_at=at + timedelta(hours=2), **more,
    )  # fmt: skip


def procedure(person=None, *, number=0, end="", phone="+359888000101", **more):
    now = clock.now()
    return PikProcedure.objects.create(
        token_digest=number.to_bytes(32, "big"), person=person, created_at=now - timedelta(minutes=90 - number),
        phone="" if end else phone, ended_at=now if end else None, end_reason=end, **more,
    )  # fmt: skip


def run(procedure, step, state=RunState.DONE, failure=""):
    now = clock.now()
    return StepRun.objects.create(
        procedure=procedure, step=step, state=state, failure=failure, started_at=now,
        ended_at=None if state == RunState.RUNNING else now,
    )  # fmt: skip


def test_every_state_and_purpose_has_words():
    assert set(STATES) == set(State) and set(PURPOSES) == set(Purpose)


def test_a_quiet_day_says_so(admin):
    page = admin.get("/sluzhiteli/").follow("Доставчик на подпис")
    assert "няма изпратено за 24 часа" in page.text and "Няма заявки за последните 24 часа." in page.text
    assert "Няма грешки за последните 24 часа." in page.text


def test_the_counts_are_those_of_the_last_24_hours(admin):
    for _ in range(3):
        request()
    request(State.REJECTED, reject_reason="Не съм аз, Йоан Асенов")
    request(State.VERIFIED, ago=timedelta(hours=25))
    page = admin.get(PROVIDER)
    assert "подписана и проверена 3" in page.text and "отказана от лицето 1" in page.text
    assert "Всичко 4" in page.text
    assert "работи" in page.text
    assert "Асенов" not in page.html, "what a person wrote stays with them"


def test_errors_are_told_by_their_codes_the_newest_first(admin):
    request(ago=timedelta(hours=5))
    request(State.REFUSED, refusal="user_data_not_valid", ago=timedelta(hours=3))
    request(State.FAILED, last_status=5, ago=timedelta(hours=2), purpose=Purpose.LOGIN)
    run(procedure(), 1, RunState.FAILED, "F05")
    run(
        procedure(number=1), 3, RunState.FAILED, "F10"
    )  # the person has not signed yet: no error of the provider
    page = admin.get(PROVIDER)
    assert "последното изпращане не успя" in page.text
    told = [page.text.index(code) for code in ("F05", "failed 5", "user_data_not_valid")]
    assert told == sorted(told)
    assert "F10" not in page.text


def test_procedures_show_where_they_stand_and_of_the_person_a_mask(admin, person):
    run(procedure(), 1)
    at_work = procedure(
        person, number=1, expires_at=clock.now() + timedelta(hours=1), identity_request=request()
    )
    for step in (1, 2):
        run(at_work, step)
    run(at_work, 3, RunState.FAILED, "F10")
    page = admin.get(PROVIDER).follow("Процедури за ПИК")
    assert "3. Издаване на ПИК: неуспешна (F10)" in page.text
    assert "М. П. И., ••••••4512" in page.text and "още не е известно" in page.text
    for secret in (person.first_name, "8502124512", "888000101"):
        assert secret not in page.html


@pytest.mark.parametrize(
    ("shown", "number"),
    [
        ("Всички", 4),
        ("В ход", 1),
        ("Изтекли", 1),
        ("Изоставени", 1),
        ("Прекратени след неуспех", 1),
        ("Издаден ПИК", 0),
    ],
)
def test_they_are_filtered_by_their_state(admin, shown, number):
    for index, end in enumerate(("", End.EXPIRED, End.ABANDONED, End.STOPPED)):
        procedure(number=index, end=end)
    page = admin.get(PROCEDURES).submit({"Състояние": shown}, "Покажи")
    assert len(page.root.xpath("//tbody/tr")) == number
    assert ("Няма такива процедури." in page.text) == (number == 0)
    assert len(admin.get(PROCEDURES, {"sastoyanie": "нещо"}).root.xpath("//tbody/tr")) == 4


def test_whose_it_is_is_shown_once_it_was_said_why_and_noted(admin, person):
    one = procedure(person)
    run(one, 1)
    page = admin.get(PROCEDURES)
    page = page.follow(next(text for text in page.links if " ч." in text.replace("\xa0", " ")))
    assert person.full_name not in page.text
    refused = page.submit(button="Покажи лицето")
    assert refused.errors == ["Изберете причина"] and person.full_name not in refused.text
    page = page.submit(
        {"Защо искате да видите лицето?": "лицето се обади или дойде на място"}, "Покажи лицето"
    )
    assert person.full_name in page.text
    note = AuditEntry.objects.get(event="people.looked_at")
    assert (note.about, note.reason) == (person.pk, "contact")


def test_of_nobody_nothing_is_asked(admin):
    page = admin.get(f"{PROCEDURES}{procedure().pk}/")
    assert page.buttons == []


def test_the_pages_ask_the_database_only_so_often(admin, person, django_assert_num_queries):
    for number in range(5):
        one = procedure(person, number=number)
        run(one, 1)
        request()
    for path, queries in (PROVIDER, 4), (PROCEDURES, 6):
        admin.get(path)
        with django_assert_num_queries(queries):
            admin.get(path)
