"""Sums received without ground, Art. 54e and 114: what is paid back, month by month."""

import pytest

from nssi.law.errors import BadFacts
from nssi.law.facts import read
from nssi.law.money import Currency, Money
from nssi.law.parameters import shipped
from nssi.law.unemployment_benefit.unduly import UndulyFacts, unduly_received

# month, paid, due, asked back before → to be paid back
MONTHS = [
    ("2026-04", "623.49", "623.49", "0.00", "0.00"),  # paid as due
    ("2026-05", "534.42", "29.69", "0.00", "504.73"),  # stopped within the month
    ("2026-06", "653.18", "0.00", "0.00", "653.18"),  # nothing was due
    ("2026-07", "653.18", "0.00", "653.18", "0.00"),  # asked back already
    ("2026-08", "653.18", "100.00", "500.00", "53.18"),  # a part of it
    (
        "2026-09",
        "100.00",
        "653.18",
        "0.00",
        "0.00",
    ),  # less was paid than due: another month is not made up for
]


def facts(rows, *, in_bad_faith: bool = False) -> UndulyFacts:
    months = [dict(zip(("month", "paid", "due", "asked_back"), row[:4], strict=True)) for row in rows]
    return read(UndulyFacts, {"months": months, "in_bad_faith": in_bad_faith})


@pytest.mark.parametrize("row", MONTHS, ids=[row[0] for row in MONTHS])
def test_what_is_paid_back_for_a_month(row):
    answer = unduly_received(facts([row]), shipped()).answer
    assert answer.money == Money.of(row[4], Currency.EUR)


def test_the_months_add_up_and_stand_in_the_receipt():
    receipt = unduly_received(facts(MONTHS), shipped())
    assert receipt.answer.money == Money(121_109, Currency.EUR)
    assert [line[4].text for line in receipt.steps[0].lines] == [row[4] for row in MONTHS]
    assert "чл. 114" in receipt.unverified[0]


@pytest.mark.parametrize("in_bad_faith", [True, False])
def test_interest_is_due_where_they_knew(in_bad_faith):
    assert (
        unduly_received(facts(MONTHS, in_bad_faith=in_bad_faith), shipped()).answer.with_interest
        is in_bad_faith
    )


def test_amounts_below_zero_are_no_facts():
    with pytest.raises(BadFacts):
        facts([("2026-04", "-1.00", "0.00", "0.00")])
