"""The columns of many people say what the facts of each one say, and the rules take them as they are."""

from datetime import date, timedelta

import numpy as np
import pytest

from nssi.insurance import columns
from nssi.insurance.columns import columns_of
from nssi.insurance.facts import facts_of
from nssi.insurance.insured_types import SICKNESS_MATERNITY
from nssi.insurance.models import InsuranceDataRecord
from nssi.insurance.queries import declared_of
from nssi.law.calendar import Month
from nssi.law.parameters import shipped
from nssi.law.unemployment_benefit.columns import daily_amounts_of_columns
from tests.support.register import FIRST_MERGED_AT, declare, declare_months, merged_file
from tests.support.visitors import make_person

pytestmark = pytest.mark.django_db

FIRST = Month(2024, 1)
NUMBERS = ("8502124512", "7906058746", "9011231230")


@pytest.fixture
def declared() -> None:
    """Three people: a plain one, one with two insurers, a correction and more than the maximum, one with nothing."""
    file = merged_file()
    declare_months(NUMBERS[0], FIRST, 24, file, insurable_income=150_000)
    declare_months(NUMBERS[1], Month(2023, 6), 40, file, insurable_income=300_000)
    declare_months(NUMBERS[1], Month(2024, 5), 3, file, insurer="121082521", insurable_income=200_000)
    declare(NUMBERS[1], Month(2024, 9), file, insured_type=12)
    declare(
        NUMBERS[1],
        Month(2024, 8),
        merged_file(FIRST_MERGED_AT + timedelta(days=1)),
        correction_code=InsuranceDataRecord.Correction.CORRECTIVE,
        insurable_income=111_111,
        insured_days=7,
    )


@pytest.mark.parametrize("number", NUMBERS)
def test_each_column_says_what_the_facts_of_its_person_say(declared, number: str):
    [block] = columns_of(NUMBERS, FIRST, 24, shipped())
    facts = facts_of(declared_of(make_person(number)), shipped())
    by_month = {row.month: row for row in facts.unemployment_months}
    place = block.numbers.index(number)
    for index in range(24):
        row = by_month.get(FIRST.plus(index))
        told = (int(block.incomes[index, place]), int(block.days[index, place]))
        assert told == ((row.money.cents, row.days) if row else (0, 0)), FIRST.plus(index)


def test_what_was_known_on_a_day_before_is_told_as_it_was_known_then(declared):
    [then] = columns_of(NUMBERS, FIRST, 24, shipped(), known_at=FIRST_MERGED_AT)
    [now] = columns_of(NUMBERS, FIRST, 24, shipped())
    assert (then.incomes[7, 1], now.incomes[7, 1]) == (300_000, 111_111)


def test_only_what_is_insured_for_the_risk_counts():
    file = merged_file()
    declare(NUMBERS[0], FIRST, file, insured_type=12)
    for risk in ("unemployment", SICKNESS_MATERNITY):
        [block] = columns_of(NUMBERS[:1], FIRST, 1, shipped(), risk=risk)
        assert block.incomes[0, 0] == 0
    [block] = columns_of(NUMBERS[:1], FIRST, 1, shipped(), risk="old_age_death")
    assert block.incomes[0, 0] == 100_000


def test_people_come_in_blocks_in_the_order_they_were_asked_for(
    declared, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(columns, "BLOCK", 2)
    with django_assert_num_queries(2):
        blocks = list(columns_of(reversed(NUMBERS), FIRST, 24, shipped()))
    assert [block.numbers for block in blocks] == [(NUMBERS[2], NUMBERS[1]), (NUMBERS[0],)]
    assert [block.incomes.shape for block in blocks] == [(24, 2), (24, 1)]
    assert blocks[0].incomes[0].tolist() == [0, 300_000]


def test_nobody_asked_is_nobody_told():
    assert list(columns_of((), FIRST, 24, shipped())) == []


def test_the_rules_take_the_columns_as_they_are(declared):
    [block] = columns_of(NUMBERS[:2], FIRST, 24, shipped())
    ended = date(2026, 1, 15)
    amounts = daily_amounts_of_columns(block.incomes, block.days.sum(axis=0), ended, ended, shipped())
    assert amounts.dtype == np.int64
    assert amounts.tolist()[0] == 2213  # 60 % of 24 × 1 500 лв., by 499 days, in euro cents
