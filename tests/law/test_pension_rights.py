"""Conditions of right to the pensions of S4.8, at the boundary days of each article."""

import pytest

from nssi.law.errors import BadFacts, MissingValue
from nssi.law.parameters import shipped
from nssi.law.recompute import answer
from tests.law.tables import table


def length(text):
    return dict(zip(("years", "months", "days"), map(int, text.split("-")), strict=True))


def ask(**facts):
    return answer("pension-right", facts, shipped())


@pytest.mark.parametrize(
    "row", table("pension_rights"), ids=lambda row: f"{row['kind']}: {row['note']} {row['day']}"
)
def test_the_right_is_acquired_on_the_day_all_conditions_are_met(row):  # S4.8
    receipt = ask(
        kind=row["kind"],
        day=row["day"],
        born_on=row["born_on"],
        sex=row["sex"],
        service=length(row["service"]),
        served=length(row["served"]),
        lost_capacity=int(row["lost_capacity"]) if row["lost_capacity"] else None,
    )
    assert receipt.answer.acquired is (row["acquired"] == "да")
    assert receipt.unverified


def survivor(kind, born_on, **more):
    return {"kind": kind, "born_on": born_on, "sex": "female", **more}


@pytest.mark.parametrize(
    ("survivors", "entitled", "percent"),
    [
        ([survivor("child", "2008-03-02")], 1, 50),
        ([survivor("child", "2008-03-01")], 0, None),
        ([survivor("child", "2000-03-02", student=True)], 1, 50),
        ([survivor("child", "1990-03-02", incapacitated_since_childhood=True)], 1, 50),
        ([survivor("spouse", "1968-09-01"), survivor("child", "2010-01-01")], 2, 75),
        ([survivor("spouse", "1968-09-02")], 0, None),
        ([survivor("spouse", "1990-01-01", incapacitated=True)], 1, 50),
        ([survivor("parent", "1950-01-01")], 1, 50),
        ([survivor("parent", "1950-01-01", own_pension=True)], 0, None),
        ([survivor("child", f"201{number}-01-01") for number in range(4)], 4, 100),
    ],
)
def test_survivors_share_a_part_that_grows_with_their_number(survivors, entitled, percent):  # Art. 80-82
    result = ask(
        kind="survivors", day="2026-03-01", born_on="1960-01-01", sex="male", survivors=survivors
    ).answer
    assert (result.entitled_survivors, result.percent_of_pension, result.acquired) == (
        entitled,
        percent,
        bool(entitled),
    )


def test_blindness_from_birth_asks_for_no_service():
    known = {
        "kind": "invalidity_general",
        "day": "2026-03-01",
        "born_on": "1980-01-01",
        "sex": "male",
        "lost_capacity": 90,
    }
    assert not ask(**known).answer.acquired
    assert not ask(**known, since_birth_or_before_work=True).answer.acquired
    assert ask(**known, since_birth_or_before_work=True, service=length("1-0-0")).answer.acquired
    assert ask(**known, since_birth_or_before_work=True, blind=True).answer.acquired


def test_a_year_whose_age_is_not_known_is_an_error():
    with pytest.raises(MissingValue, match="pension_age_men"):
        ask(kind="length_and_age", day="2017-03-01", born_on="1950-01-01", sex="male")


@pytest.mark.parametrize(
    "change", [{"born_on": "2027-01-01"}, {"lost_capacity": 101}, {"kind": "survivors"}, {"sex": "?"}]
)
def test_bad_facts_are_refused(change):
    with pytest.raises(BadFacts):
        ask(**{"kind": "art_69", "day": "2026-03-01", "born_on": "1980-01-01", "sex": "male", **change})
