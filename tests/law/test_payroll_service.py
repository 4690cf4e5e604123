"""The insurable service that payrolls of ended insurers show (S2.1, S2.6)."""

import pytest

from nssi.law.calendar import Month
from nssi.law.errors import BadFacts
from nssi.law.length import Length
from nssi.law.parameters import shipped
from nssi.law.recompute import answer, recompute
from tests.law.tables import table


def ask(months):
    return answer("payroll-service", {"months": months}, shipped())


def months(text):
    """`1975-01..1975-12 3 whole=22`: months, category, all of each month (of so many days), or the days that were worked."""
    span, category, how = text.split()
    first, last = (Month(*map(int, month.split("-"))) for month in span.split(".."))
    _, _, days = how.rpartition("whole")
    worked = {"whole": True, "days": int(days.strip("=") or 22)} if "whole" in how else {"days": int(how)}
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [{"month": str(first.plus(n)), "category": int(category), **worked} for n in range(count)]


def short(length: Length) -> str:
    return f"{length.years}-{length.months}-{length.days}"


@pytest.mark.parametrize("row", table("payroll_service"), ids=lambda row: row["branch"])
def test_the_service_in_each_branch(row):  # S2.1
    rows = [month for text in filter(None, row["months"].split("; ")) for month in months(text)]
    result = ask(rows).answer
    assert [short(result.by_category[category]) for category in "123"] == [
        row["first"],
        row["second"],
        row["third"],
    ]
    assert short(result.total) == row["total"]
    assert short(result.converted_to_third) == row["converted"]


def test_the_order_of_rows_changes_nothing():
    rows = months("1980-01..1980-06 3 whole") + months("1980-01..1980-03 1 9")
    assert ask(rows).answer == ask(rows[::-1]).answer


def test_the_answer_says_that_its_reading_of_the_law_is_not_confirmed_and_can_be_computed_again():
    receipt = ask(months("1975-01..1975-12 3 whole")).as_json()
    assert any("изцяло отработен" in text for text in map(str, receipt["unverified"]))
    assert recompute(receipt).same


@pytest.mark.parametrize(
    "row", [{"month": "1975-01", "category": 4, "days": 1}, {"month": "1975-01", "category": 3, "days": 32}]
)
def test_what_cannot_be_is_refused(row):
    with pytest.raises(BadFacts):
        ask([row])
