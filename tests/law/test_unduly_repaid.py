"""Sums received without ground that are paid back, Art. 113 and 114: interest by days, and what is left."""

from datetime import date
from decimal import Decimal

import pytest

from nssi.law.errors import BadFacts
from nssi.law.facts import read
from nssi.law.parameters import Value, shipped
from nssi.law.unemployment_benefit.repayment import RepaymentFacts, owed

# what is received, what is paid back, on which day: principal, interest, left of each, too much
# 100 euro for a year of 360 days at 10.15 % are 10.15 euro of interest: 0.0281944… a day
CASES = [
    ("on the day itself", [("2026-06-15", "100.00")], [], "2026-06-15", (10000, 0, 10000, 0, 0)),
    ("after a day", [("2026-06-15", "100.00")], [], "2026-06-16", (10000, 3, 10000, 3, 0)),
    ("after 30 days", [("2026-06-15", "100.00")], [], "2026-07-15", (10000, 85, 10000, 85, 0)),
    ("two sums", [("2026-06-15", "100.00"), ("2026-07-15", "100.00")], [], "2026-08-14", (20000, 254, 20000, 254, 0)),
    ("not received yet", [("2026-06-15", "100.00"), ("2026-07-15", "100.00")], [], "2026-07-15", (20000, 85, 20000, 85, 0)),
    ("a half is back", [("2026-06-15", "100.00")], [("2026-07-15", "50.00")], "2026-08-14", (10000, 127, 5000, 127, 0)),
    ("all is back", [("2026-06-15", "100.00")], [("2026-07-15", "100.00")], "2026-12-01", (10000, 85, 0, 85, 0)),
    ("with a part of the interest", [("2026-06-15", "100.00")], [("2026-07-15", "100.50")], "2026-12-01", (10000, 85, 0, 35, 0)),
    ("with all of it", [("2026-06-15", "100.00")], [("2026-07-15", "100.85")], "2026-12-01", (10000, 85, 0, 0, 0)),
    ("too much", [("2026-06-15", "100.00")], [("2026-07-15", "101.00")], "2026-12-01", (10000, 85, 0, 0, 15)),
    ("paid back later", [("2026-06-15", "100.00")], [("2026-08-15", "100.00")], "2026-07-15", (10000, 85, 10000, 85, 0)),
    # 11.97 % to 1 January (12 days: 0.399), 10.15 % after it (18 days: 0.5075)
    ("the rate changes", [("2025-12-20", "100.00")], [], "2026-01-19", (10000, 91, 10000, 91, 0)),
]  # fmt: skip


def facts(received, paid_back, on, *, with_interest: bool = True) -> RepaymentFacts:
    def as_sums(rows):
        return [{"on": day, "amount": amount} for day, amount in rows]

    return read(
        RepaymentFacts,
        {
            "received": as_sums(received),
            "paid_back": as_sums(paid_back),
            "with_interest": with_interest,
            "on": on,
        },
    )


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_principal_interest_and_what_is_left(case):
    _name, received, paid_back, on, expected = case
    answer = owed(facts(received, paid_back, on), shipped()).answer
    found = (
        answer.principal, answer.interest, answer.left_of_principal, answer.left_of_interest, answer.too_much,
    )  # fmt: skip
    assert tuple(each.cents for each in found) == expected


def test_in_good_faith_no_interest_is_due():
    answer = owed(facts([("2026-06-15", "100.00")], [], "2026-12-01", with_interest=False), shipped()).answer
    assert (answer.interest.cents, answer.left_of_principal.cents) == (0, 10000)


def test_the_receipt_says_that_nothing_of_it_is_verified():
    receipt = owed(facts([("2026-06-15", "100.00")], [], "2026-07-15"), shipped())
    assert {value.name for value in receipt.parameters} == {"legal_interest", "legal_interest_days"}
    assert any("Годишен размер на законната лихва" in line for line in receipt.unverified)
    assert any("първо главницата" in line for line in receipt.unverified)


def test_days_whose_rate_is_not_known_bear_no_interest_and_the_receipt_says_so():
    receipt = owed(facts([("2026-12-02", "100.00")], [], "2027-02-01"), shipped())
    assert receipt.answer.interest.cents == 85  # 30 days of December
    assert any("от 01.01.2027" in line for line in receipt.gaps)


def test_an_entered_rate_counts():
    row = Value("legal_interest", date(2026, 7, 1), Decimal("20.00"), None, "", "", True, date(2026, 7, 1))
    answer = owed(facts([("2026-06-16", "100.00")], [], "2026-07-16"), shipped().laid_over([row])).answer
    assert answer.interest.cents == 126  # 15 days at 10.15 %, 15 at 20 %


def test_sums_of_nothing_are_no_facts():
    with pytest.raises(BadFacts):
        facts([("2026-06-15", "0.00")], [], "2026-07-15")
