"""What the register says of a person: now, and on any day before; the person is found by their number."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from nssi.insurance.models import InsuranceDataRecord
from nssi.insurance.queries import declared_by, declared_of
from nssi.law.calendar import Month
from nssi.law.money import Currency, Money
from nssi.people.actions.recognise_person import recognise_person
from nssi.people.identifiers import Kind
from nssi.people.models import Names
from tests.support.register import FIRST_MERGED_AT, INSURER, declaration, declare, declare_months, merged_file
from tests.support.visitors import make_person, other_person, person

__all__ = ["other_person", "person"]

pytestmark = pytest.mark.django_db

NUMBER = "8502124512"
MARCH = Month(2025, 3)
CORRECTIVE, DELETING = InsuranceDataRecord.Correction.CORRECTIVE, InsuranceDataRecord.Correction.DELETING


def test_a_person_is_found_by_their_number_and_nobody_else(person, other_person):
    declare(NUMBER, MARCH, merged_file(), insured_type=6)
    [row] = declared_of(person)
    assert (row.month, row.insurer, row.type.code) == (MARCH, INSURER, "06")
    assert (row.insured_days, row.income) == (20, Money(100_000, Currency.BGN))
    assert declared_of(other_person) == []


def test_the_same_digits_of_another_kind_are_another_person():
    as_foreigner = recognise_person(Kind.LNCH, "1000000012", Names("Ана", "", "Попеску"))
    declare("1000000012", MARCH, merged_file())
    assert declared_of(as_foreigner) == []
    declare("1000000012", MARCH, merged_file(), identifier_kind=2)
    assert len(declared_of(as_foreigner)) == 1


def test_months_are_in_leva_until_2025_and_in_euro_since(person):
    file = merged_file()
    declare_months(NUMBER, Month(2025, 12), 2, file)
    assert [row.income.currency for row in declared_of(person)] == [Currency.BGN, Currency.EUR]


def test_first_and_last_insured_days_are_those_declared(person):
    declare(NUMBER, MARCH, merged_file(), days_insured_on=0b111_0000)
    [row] = declared_of(person)
    assert (row.first_day.day, row.last_day.day) == (5, 7)


def test_without_named_days_the_whole_month_counts(person):
    declare(NUMBER, MARCH, merged_file(), days_insured_on=0)
    [row] = declared_of(person)
    assert (row.first_day, row.last_day) == (MARCH.first, MARCH.last)


def test_a_correction_takes_the_place_of_what_was_known_and_the_old_stays_askable(person):
    declare(NUMBER, MARCH, merged_file(), insurable_income=100_000)
    corrected_at = FIRST_MERGED_AT + timedelta(days=30)
    declare(NUMBER, MARCH, merged_file(corrected_at), insurable_income=120_000, correction_code=CORRECTIVE)
    [now] = declared_of(person)
    assert (now.income.cents, now.is_correction, now.known_since) == (120_000, True, corrected_at)
    [before] = declared_of(person, known_at=corrected_at - timedelta(seconds=1))
    assert (before.income.cents, before.is_correction) == (100_000, False)
    assert declared_of(person, known_at=FIRST_MERGED_AT - timedelta(seconds=1)) == []


def test_a_deletion_leaves_nothing_in_the_place_of_what_was_known(person):
    declare(NUMBER, MARCH, merged_file())
    deleted_at = FIRST_MERGED_AT + timedelta(days=30)
    declare(NUMBER, MARCH, merged_file(deleted_at), correction_code=DELETING)
    assert declared_of(person) == []
    assert len(declared_of(person, known_at=deleted_at - timedelta(seconds=1))) == 1


def test_a_correction_of_one_insurer_or_type_leaves_the_others(person):
    first = merged_file()
    declare(NUMBER, MARCH, first)
    declare(NUMBER, MARCH, first, insurer="121082521")
    declare(NUMBER, MARCH, first, insured_type=4)
    later = merged_file(FIRST_MERGED_AT + timedelta(days=30))
    declare(NUMBER, MARCH, later, correction_code=CORRECTIVE, insurable_income=1)
    assert sorted(row.income.cents for row in declared_of(person)) == [1, 100_000, 100_000]


def test_a_file_that_is_not_merged_yet_is_not_known(person):
    file = merged_file()
    declare(NUMBER, MARCH, file)
    type(file).objects.filter(pk=file.pk).update(state="checking", merged_at=None)
    assert declared_of(person) == []


def test_all_of_a_person_is_one_question_beside_that_for_their_numbers(person, django_assert_num_queries):
    declare_months(NUMBER, Month(2015, 1), 100, merged_file())
    with django_assert_num_queries(2):
        assert len(declared_of(person)) == 100


def test_of_one_insurer_only_its_own_declarations_are_told(person):
    file = merged_file()
    declare(NUMBER, MARCH, file)
    declare(NUMBER, MARCH, file, insurer="121082521")
    assert [row.insurer for row in declared_by("121082521", NUMBER)] == ["121082521"]


class VersionsTest(TestCase):
    """Whatever was declared, corrected and deleted in whatever order, both ways of asking answer the same."""

    @classmethod
    def setUpTestData(cls):
        cls.person = make_person()
        cls.files = [merged_file(FIRST_MERGED_AT + timedelta(days=number)) for number in range(4)]

    @settings(max_examples=40, deadline=None)
    @given(
        st.lists(
            st.tuples(
                st.integers(0, 3),  # the file, a day later each
                st.sampled_from([0, 0, 1, 8]),
                st.sampled_from([1, 4]),
                st.sampled_from([Month(2025, 3), Month(2026, 1)]),
            ),
            max_size=12,
        ),
        st.integers(-1, 4),
    )
    def test_the_versions_of_one_person_hold_as_those_of_the_register_do(self, rows, day):
        InsuranceDataRecord.objects.bulk_create(
            declaration(NUMBER, month, self.files[file], correction_code=code, insured_type=insured_type)
            for file, code, insured_type, month in rows
        )
        moment = FIRST_MERGED_AT + timedelta(days=day)
        told = {(row.submission_id, row.line) for row in declared_of(self.person, moment)}
        held = InsuranceDataRecord.objects.known_on(moment).filter(identifier=NUMBER)
        assert told == {(row.submission_id, row.line) for row in held}
