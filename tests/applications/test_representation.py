"""Who applies for whom: an authorised person, an heir, and what each must show (S2.2, S3.4, R-01…R-03)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from nssi.applications import representation, services
from nssi.applications.actions.file_application import DraftIncomplete, file_application
from nssi.applications.forms import StepForm, as_sent
from nssi.applications.models import Application, IdentifiedBy
from nssi.applications.representation import HeirForm, PowerOfAttorneyForm, RepresentedForm
from nssi.applications.services import AdministrativeService
from nssi.applications.steps import Answers, checklist
from nssi.foundation import clock
from nssi.people.models import Representation
from tests.applications.drafts import attach, begin
from tests.applications.three_questions import ANSWERS, FORM, THREE_QUESTIONS

pytestmark = pytest.mark.django_db

FOR_ANOTHER = replace(
    FORM,
    version="2",
    steps=(
        representation.CAPACITY,
        representation.REPRESENTED,
        representation.POWER_OF_ATTORNEY,
        representation.HEIR,
        *FORM.steps,
    ),
    slots=(representation.POWER_OF_ATTORNEY_SLOT, representation.HEIRS_CERTIFICATE_SLOT, *FORM.slots),
)
POWER_OF_ATTORNEY, HEIRS_CERTIFICATE, PROOF, _OTHER = FOR_ANOTHER.slots
REPRESENTED = {
    "first_name": ["Георги"],
    "last_name": ["Петров"],
    "identifier_kind": ["egn"],
    "identifier": ["790605 8746"],
}
CHILD = {"kinship": ["child"], "kinship_stated": ["on"]}
STRANGER = {
    "kinship": ["other"],
    "notarised": ["on"],
    "power_of_attorney_number": ["123"],
    "power_of_attorney_date_day": ["16"],
    "power_of_attorney_date_month": ["3"],
    "power_of_attorney_date_year": ["2026"],
    "notary": ["И. Иванов, рег. № 5"],
}
PROXY = {**ANSWERS, "capacity": {"capacity": ["authorised_person"]}, "represented": REPRESENTED}
HEIR = {
    **ANSWERS,
    "capacity": {"capacity": ["heir"]},
    "represented": REPRESENTED,
    "heir": {"died_on_day": ["1"], "died_on_month": ["2"], "died_on_year": ["2020"]},
}


@pytest.fixture(autouse=True)
def service(monkeypatch) -> AdministrativeService:
    """The service of three questions, for oneself and for another."""
    service = replace(THREE_QUESTIONS, forms=(FOR_ANOTHER,))
    monkeypatch.setitem(services._services, service.slug, service)
    return service


def errors(person, form: type[StepForm], typed: Mapping[str, list[str]], answers: Answers | None = None):
    bound = form(as_sent(typed), person=person, answers=answers or {})
    bound.is_valid()
    return [str(error) for each in bound.errors.values() for error in each]


def filed(service, person, typed: Mapping, *slots) -> Application:
    draft = begin(person)
    draft.form_version, draft.typed = "2", typed
    draft.save()
    for slot in slots:
        attach(draft, slot=slot)
    draft.refresh_from_db()
    draft.typed = typed
    draft.save()
    return file_application(draft.id, person, service, IdentifiedBy.PIK)


def test_the_family_needs_no_notary_but_the_kinship_stated(person):
    for kinship in ("parent", "spouse", "child"):
        assert errors(person, PowerOfAttorneyForm, {"kinship": [kinship], "kinship_stated": ["on"]}) == []
        assert errors(person, PowerOfAttorneyForm, {"kinship": [kinship]}) == [
            "Родствената връзка трябва да е посочена в пълномощното"
        ]


def test_anybody_else_needs_a_notary(person):
    assert errors(person, PowerOfAttorneyForm, STRANGER) == []
    without = {name: value for name, value in STRANGER.items() if name != "notarised"}
    assert errors(person, PowerOfAttorneyForm, without) == [
        "Пълномощното може да не е нотариално заверено само ако Вие сте родител, съпруг/а или дете на лицето."
    ]
    assert "Въведете нотариуса" in errors(person, PowerOfAttorneyForm, {"kinship": ["other"]})


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"identifier": ["8502124512"]}, "Въведете данните на друго лице или изберете „лично“"),
        ({"identifier": ["7906058747"]}, "Проверете номера: цифрите му не са на истински номер"),
        ({"identifier": ["79"]}, "Въведете 10\u00a0цифри"),
        ({"identifier_kind": ["lnch"]}, "Проверете номера: цифрите му не са на истински номер"),
        ({"first_name": [""]}, "Въведете собственото име"),
    ],
    ids=["oneself", "wrong digit", "too short", "another kind", "no name"],
)
def test_the_represented_person_is_another_one_with_a_number(person, typed, error):
    assert errors(person, RepresentedForm, {**REPRESENTED, **typed}) == [error]


def test_nobody_died_tomorrow(person):
    day = clock.today() + timedelta(days=1)
    typed = {f"died_on_{box}": [str(getattr(day, box))] for box in ("day", "month", "year")}
    assert errors(person, HeirForm, typed) == ["Въведете дата, която не е в бъдещето"]


@pytest.mark.parametrize(
    ("capacity", "slots"),
    [
        ("self", ["proof", "other"]),
        ("authorised_person", ["power_of_attorney", "proof", "other"]),
        ("heir", ["heirs_certificate", "proof", "other"]),
    ],
)
def test_the_checklist_is_that_of_the_situation(capacity, slots):
    assert [slot.name for slot in checklist(FOR_ANOTHER.slots, {"capacity": {"capacity": capacity}})] == slots


def test_what_is_required_may_depend_on_the_situation():
    slot = replace(PROOF, required=lambda answers: "need" in answers)
    assert [each.required for each in checklist((slot,), {})] == [False]
    assert [each.required for each in checklist((slot,), {"need": {}})] == [True]


def test_a_child_files_for_a_parent(person, service):
    application = filed(service, person, {**PROXY, "power_of_attorney": CHILD}, POWER_OF_ATTORNEY, PROOF)
    acting = application.representation
    assert (acting.capacity, acting.kinship, acting.notarised) == ("authorised_person", "child", False)
    assert (acting.full_name, acting.identifier_kind, acting.identifier_number) == (
        "Георги Петров",
        "egn",
        "7906058746",
    )
    assert application.person == acting.representative == person


def test_an_heir_shows_a_certificate(person, service):
    with pytest.raises(DraftIncomplete):
        filed(service, person, HEIR, PROOF)


def test_an_heir_files_with_the_certificate(person, service):
    application = filed(service, person, HEIR, HEIRS_CERTIFICATE, PROOF)
    assert application.representation.died_on.isoformat() == "2020-02-01"


def test_the_number_stands_in_no_answer_and_no_summary(person, service):
    application = filed(service, person, HEIR, HEIRS_CERTIFICATE, PROOF)
    kept = str(application.answers) + str(application.summary)
    assert "7906058746" not in kept and "••••••8746" in kept


def test_a_file_of_another_situation_is_left_behind(person, service):
    """Who first chose a power of attorney and then applies for themselves files none."""
    own = {**ANSWERS, "capacity": {"capacity": ["self"]}, "represented": REPRESENTED}
    application = filed(service, person, own, POWER_OF_ATTORNEY, PROOF)
    assert application.representation is None
    assert [file.slot for file in application.files.all()] == ["proof"]
    assert not Representation.objects.exists()


def test_the_database_keeps_the_rule_of_the_notary_and_the_proof(person, service):
    application = filed(service, person, {**PROXY, "power_of_attorney": CHILD}, POWER_OF_ATTORNEY, PROOF)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Representation.objects.update(kinship="other")
    copy = application.representation
    copy.pk, copy.kinship = None, "other"
    with pytest.raises(IntegrityError, match="notarised_or_of_the_family"), transaction.atomic():
        copy.save(force_insert=True)


def test_what_was_filed_for_another_stands_by_itself(visit, person, service):
    filed(service, person, {**PROXY, "power_of_attorney": CHILD}, POWER_OF_ATTORNEY, PROOF)
    text = visit(person).get("/moite/zayavleniya/").text
    assert "Още нямате подадени заявления." in text
    assert "Георги Петров" in text.split("Като представител")[1]
