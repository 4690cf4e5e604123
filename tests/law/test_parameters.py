"""Parameters are dated, sourced, and never guessed."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from nssi.law.errors import MissingValue
from nssi.law.money import Currency
from nssi.law.parameters import Value, shipped
from nssi.law.recompute import answer, recompute
from tests.law.tables import table, unemployment

PARAMETERS = shipped()
ALL = [value for schedule in PARAMETERS.schedules.values() for value in schedule.values]


def test_each_value_says_where_it_stands_and_when_that_was_checked():
    for value in ALL:
        schedule = PARAMETERS.schedule(value.name)
        assert schedule.title and schedule.article and schedule.unit
        assert value.source
        assert value.checked_on >= date(2026, 11, 22)
        assert value.verified is (value.verified and "без прегледан източник" not in value.source)


@pytest.mark.parametrize("row", table("unemployment_limits"), ids=lambda row: row["day"])
def test_the_limits_of_the_unemployment_benefit_on_the_boundary_days(row):
    day = date.fromisoformat(row["day"])
    low, high = (
        PARAMETERS.at("unemployment_daily_minimum", day),
        PARAMETERS.at("unemployment_daily_maximum", day),
    )
    assert (low.money.text, high.money.text, low.currency) == (
        row["minimum"],
        row["maximum"],
        row["currency"],
    )
    assert (low.verified and high.verified) is (row["verified"] == "да")


@pytest.mark.parametrize("row", table("income_limits"), ids=lambda row: row["day"])
def test_the_limits_of_the_insurable_income_on_the_boundary_days(row):
    day = date.fromisoformat(row["day"])
    assert PARAMETERS.at("minimum_wage", day).money.text == row["minimum_wage"]
    assert PARAMETERS.at("maximum_insurable_income", day).money.text == row["maximum"]


@pytest.mark.parametrize("row", table("parameter_days"), ids=lambda row: f"{row['name']} {row['day']}")
def test_the_other_schedules_on_their_boundary_days(row):
    value = PARAMETERS.at(row["name"], date.fromisoformat(row["day"]))
    shown = " ".join(map(str, value.table)) if isinstance(value.value, tuple) else str(value.value)
    assert (shown, value.currency or "") == (row["value"], row["currency"])
    assert value.verified is (row["verified"] == "да")


@pytest.mark.parametrize("row", table("parameter_gaps"), ids=lambda row: f"{row['name']} {row['day']}")
def test_a_day_without_a_value_is_an_error_that_names_the_value(row):
    with pytest.raises(MissingValue, match=f"{row['name']}.*{row['day']}") as missing:
        PARAMETERS.at(row["name"], date.fromisoformat(row["day"]))
    day = ".".join(reversed(row["day"].split("-")))
    assert missing.value.told == f"Липсва стойност: {missing.value.title} за {day}\N{NO-BREAK SPACE}г."


def test_every_value_holds_on_its_first_and_last_day_and_not_beyond():
    for value in ALL:
        assert PARAMETERS.at(value.name, value.since) == value
        if value.until:
            assert PARAMETERS.at(value.name, value.until) == value
            assert value.until >= value.since


def test_a_new_year_is_entered_by_adding_rows_and_what_is_missing_is_told():
    missing = {one.name for one in PARAMETERS.missing_in(2027)}
    assert {
        "minimum_wage",
        "unemployment_daily_minimum",
        "unemployment_daily_maximum",
        "pension_indexation",
    } <= missing
    entered = PARAMETERS.laid_over([_minimum_wage(date(2027, 1, 1), "700.00")])
    assert "minimum_wage" not in {one.name for one in entered.missing_in(2027)}
    assert entered.at("minimum_wage", date(2027, 12, 31)).money.text == "700.00"
    with pytest.raises(MissingValue):
        entered.at("minimum_wage", date(2028, 1, 1))
    assert "minimum_wage" in missing, "the shipped parameters stay as they were"


def test_an_entered_row_wins_over_the_file_and_says_so_in_the_receipt():
    mistake = PARAMETERS.at("unemployment_daily_minimum", date(2026, 1, 1))
    entered = PARAMETERS.laid_over([replace(mistake, value=Decimal("10.00"))])
    receipt = answer("unemployment-benefit", unemployment("2026-03-01", ground="own_will"), entered)
    assert receipt.answer.daily[0].money.text == "10.00"
    rows = {row["name"]: row for row in receipt.as_json()["parameters"]}
    assert rows["unemployment_daily_minimum"]["entered"] is True
    assert recompute(json.loads(json.dumps(receipt.as_json()))).same, "the receipt needs nothing but itself"


def test_an_answer_that_uses_an_unverified_value_says_so():
    receipt = answer("unemployment-benefit", unemployment("2022-06-01"), PARAMETERS)
    assert any("Минимален дневен размер" in line and "непроверена" in line for line in receipt.unverified)


def _minimum_wage(day, amount):
    return Value("minimum_wage", day, Decimal(amount), Currency.EUR, "ПМС", "въведено", True, day)
