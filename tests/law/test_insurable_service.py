"""Insurable service: what counts, and how long it is (S4.4)."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nssi.law.errors import BadFacts
from nssi.law.length import Length
from nssi.law.parameters import shipped
from nssi.law.recompute import answer
from tests.law.tables import table

KINDS = st.sampled_from(["work", "child_raising_leave", "unemployment_benefit", "unpaid_leave_30_days"])


def ask(periods):
    return answer("insurable-service", {"periods": periods}, shipped()).answer


def period(text):
    """`2014-01-01..2023-12-31 1 paid` and, as in the table, what else is known of it."""
    span, category, contributions, *more = text.split()
    first, last = span.split("..")
    known = {"from": first, "to": last, "category": int(category), "contributions": contributions}
    known["insured_for_unemployment"] = "not_unemployment" not in more
    for word in more:
        key, _, value = word.partition("=")
        match key:
            case "pay":
                known["pay"] = {"amount": value, "currency": "BGN"}
            case "hours_a_day":
                known["daily_hours"] = int(value)
            case "days" | "hours":
                known[key] = int(value)
            case "kind":
                known["kind"] = value
    return known


def short(length: Length) -> str:
    return f"{length.years}-{length.months}-{length.days}"


@pytest.mark.parametrize("row", table("insurable_service"), ids=lambda row: row["branch"])
def test_the_service_in_each_branch(row):  # S4.4
    result = ask([period(text) for text in row["periods"].split(";")])
    assert [short(result.by_category[category]) for category in "123"] == [
        row["first"],
        row["second"],
        row["third"],
    ]
    assert short(result.total) == row["total"]
    assert short(result.converted_to_third) == row["converted"]
    assert short(result.insured_for_unemployment_after_2001) == row["unemployment"]


@pytest.mark.parametrize(
    "bad",
    [
        "2024-02-01..2024-01-01 3 paid",
        "2024-01-01..2024-01-31 4 paid",
        "2024-01-01..2024-01-31 3 lost",
        "2024-01-01..2024-01-31 3 paid days=32",
        "2024-01-01..2024-01-31 3 paid hours_a_day=9",
        "2024-01-01..2024-01-31 3 paid kind=idling",
        "2024-01-01..2024-01-31 3 paid days=3 hours=24",
    ],
)
def test_bad_facts_are_refused(bad):
    with pytest.raises(BadFacts):
        ask([period(bad)])


def test_pay_is_held_against_one_minimum_wage():
    with pytest.raises(BadFacts, match="2025-01-01"):
        ask([period("2024-07-01..2025-06-30 3 paid pay=1000.00")])
    halves = ["2024-07-01..2024-12-31 3 paid pay=1000.00", "2025-01-01..2025-06-30 3 paid pay=1000.00"]
    assert short(ask([period(half) for half in halves]).total) == "0-6-0"


def test_half_hours_are_given_as_strings():
    half = period("2024-01-01..2024-12-31 3 paid")
    assert short(ask([{**half, "daily_hours": "2.5"}]).total) == "0-3-15"


@st.composite
def periods(draw):
    first = draw(st.dates(date(2000, 1, 1), date(2024, 12, 31)))
    return {
        "from": first.isoformat(),
        "to": (first + timedelta(draw(st.integers(0, 500)))).isoformat(),
        "category": draw(st.integers(1, 3)),
        "contributions": draw(st.sampled_from(["paid", "due", "none"])),
        "insured_for_unemployment": draw(st.booleans()),
        "kind": draw(KINDS),
        "daily_hours": draw(st.sampled_from([8, 6, 4])),
    }


@settings(max_examples=40)
@given(st.lists(periods(), min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_periods_changes_nothing(rows, randomness: random.Random):
    shuffled = [*rows]
    randomness.shuffle(shuffled)
    assert ask(shuffled) == ask(rows)


@settings(max_examples=40)
@given(st.lists(periods(), min_size=1, max_size=4), st.integers(0, 499))
def test_splitting_a_period_changes_nothing(rows, cut):
    whole = rows[0]
    first, last = date.fromisoformat(whole["from"]), date.fromisoformat(whole["to"])
    middle = first + timedelta(cut)
    if middle >= last:
        return
    one, other = {**whole, "to": middle.isoformat()}, {**whole, "from": (middle + timedelta(1)).isoformat()}
    assert ask([one, other, *rows[1:]]) == ask(rows)


@settings(max_examples=40)
@given(st.lists(periods(), min_size=1, max_size=4), periods())
def test_another_period_never_shortens_the_service_and_never_outgrows_the_calendar(rows, more):
    before, after = ask(rows).total, ask([*rows, more]).total
    assert before <= after
    first = min(date.fromisoformat(row["from"]) for row in [*rows, more])
    last = max(date.fromisoformat(row["to"]) for row in [*rows, more])
    assert after.whole_months <= (last.year - first.year) * 12 + last.month - first.month + 1


def test_the_same_period_twice_counts_once():
    once = period("2014-03-05..2019-08-17 1 paid")
    assert ask([once, once]) == ask([once])
