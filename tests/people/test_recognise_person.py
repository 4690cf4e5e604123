"""A person is recognised by a verified number: one person, however often and from wherever it comes."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from nssi.people.actions.recognise_person import recognise_person
from nssi.people.identifiers import Kind
from nssi.people.models import Identifier, Names, Person
from nssi.people.queries import find_person

NUMBER = "8032056031"
NAMES = Names("Мария", "Иванова", "Петрова", "Maria", "Ivanova", "Petrova")


@pytest.mark.django_db
def test_who_comes_for_the_first_time_is_remembered():
    person = recognise_person(Kind.EGN, NUMBER, NAMES)
    assert person.full_name == "Мария Иванова Петрова"
    assert find_person(Kind.EGN, NUMBER) == person
    assert not person.known_deceased


@pytest.mark.django_db
def test_who_comes_again_is_the_same_person_with_the_names_of_today():
    first = recognise_person(Kind.EGN, NUMBER, NAMES)
    again = recognise_person(Kind.EGN, NUMBER, Names("Мария", "Иванова", "Георгиева"))
    assert again == first
    first.refresh_from_db()
    assert first.full_name == "Мария Иванова Георгиева"
    assert first.last_name_latin == ""


@pytest.mark.django_db
def test_the_same_number_of_another_kind_is_another_person():
    number = "0044010032"
    assert recognise_person(Kind.EGN, number, NAMES) != recognise_person(Kind.LNCH, number, NAMES)
    assert find_person(Kind.NRA_NUMBER, number) is None


@pytest.mark.django_db
def test_who_has_only_latin_names_is_called_by_them():
    person = recognise_person(Kind.LNCH, "7111042925", Names("", "", "", "John", "", "Smith"))
    assert person.full_name == "John Smith"


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["", "8032056032", "803205603", "x" * 10])
def test_a_wrong_number_makes_nobody_and_is_not_repeated_in_the_error(number):
    with pytest.raises(ValueError, match=r"not a valid number of kind egn$"):
        recognise_person(Kind.EGN, number, NAMES)
    assert not Person.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_recognise_the_same_person_at_the_same_time_meet_in_one():
    def recognise(_):
        try:
            with transaction.atomic():
                return recognise_person(Kind.EGN, NUMBER, NAMES).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(recognise, range(16)))) == 1
    assert Person.objects.count() == Identifier.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "number"), [("egn", "12345"), ("egn", "12345abcde"), ("passport", "8032056031")]
)
def test_the_database_takes_no_other_kinds_of_numbers(kind, number):
    person = recognise_person(Kind.LNCH, "7111042925", NAMES)
    with pytest.raises(IntegrityError):
        Identifier.objects.create(person=person, kind=kind, number=number)


@pytest.mark.django_db
def test_a_person_is_told_in_logs_by_the_id_alone():
    person = recognise_person(Kind.EGN, NUMBER, NAMES)
    assert f"{person} {person.identifiers.get()}" == f"{person.pk} egn of {person.pk}"
