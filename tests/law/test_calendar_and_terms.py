"""Working days and the ends of terms, by ЗЗД 33 and ГПК 60."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nssi.law import calendar as law_calendar
from nssi.law.calendar import Calendar, Month, add_months, months_and_days
from nssi.law.errors import BadFacts
from nssi.law.parameters import shipped
from nssi.law.recompute import answer
from tests.law.tables import table

CALENDAR = shipped().calendar
DAYS = st.dates(date(1995, 1, 1), date(2055, 12, 31))


@pytest.mark.parametrize("row", table("working_days"), ids=lambda row: row["year"])
def test_working_days_of_each_month_are_those_of_the_official_calendar(row):
    months = [CALENDAR.working_days(Month(int(row["year"]), month)) for month in range(1, 13)]
    assert [str(days) for days in months] == list(row.values())[1:13]
    assert sum(months) == int(row["sum"])


@pytest.mark.parametrize(
    "row", table("terms"), ids=lambda row: f"{row['start']}+{row['length']} {row['unit']}"
)
def test_a_term_ends_on_the_day_of_the_law(row):
    receipt = answer(
        "term", {"start": row["start"], "length": int(row["length"]), "unit": row["unit"]}, shipped()
    )
    assert receipt.answer.due.isoformat() == row["due"]
    assert receipt.answer.reason


def test_the_reason_names_the_holiday_for_which_the_last_day_moves():
    receipt = answer("term", {"start": "2026-12-18", "length": 1, "unit": "weeks"}, shipped())
    assert "Рождество Христово" in receipt.answer.reason
    assert "29.12.2026" in receipt.answer.reason


@pytest.mark.parametrize(
    ("start", "length", "unit"),
    [
        ("2026-02-30", 1, "days"),
        ("2026-02-28T10:00", 2, "hours"),
        ("2026-02-28", 2, "hours"),
        ("2026-02-28T10:00+02:00", 2, "days"),
        ("2026-02-28", 0, "days"),
        ("2026-02-28", 9999, "years"),
        ("2026-02-28", 9999, "weeks"),
    ],
)
def test_a_term_that_makes_no_sense_is_refused(start, length, unit):
    with pytest.raises(BadFacts):
        answer("term", {"start": start, "length": length, "unit": unit}, shipped())


def test_a_decision_makes_a_day_off_and_another_makes_a_saturday_worked():
    decided = shipped().laid_over(decisions={date(2026, 11, 23): False, date(2026, 11, 28): True}).calendar
    assert not decided.is_working(date(2026, 11, 23))
    assert decided.is_working(date(2026, 11, 28))
    assert decided.working_days(Month(2026, 11)) == CALENDAR.working_days(Month(2026, 11))
    assert CALENDAR.is_working(date(2026, 11, 23))


def test_the_file_of_holidays_is_what_the_library_says():
    assert law_calendar.HOLIDAYS.read_text("utf-8") == law_calendar.holidays_as_the_library_has_them()


def test_years_without_known_holidays_are_refused():
    with pytest.raises(BadFacts):
        Calendar().is_working(date(2061, 1, 1))


@given(DAYS, st.integers(1, 400), st.sampled_from(["days", "weeks", "months", "working-days"]))
def test_a_term_always_ends_after_its_event_on_a_working_day(start, length, unit):
    due = answer(
        "term", {"start": start.isoformat(), "length": length % 60 + 1, "unit": unit}, shipped()
    ).answer.due
    assert due > start
    assert CALENDAR.is_working(due)


@given(DAYS, st.integers(0, 900), st.integers(0, 900))
def test_counting_working_days_in_two_parts_gives_the_same(first, one, other):
    middle, last = first + timedelta(one), first + timedelta(one + 1 + other)
    whole = CALENDAR.working_days_between(first, last)
    assert whole == CALENDAR.working_days_between(first, middle) + CALENDAR.working_days_between(
        middle + timedelta(1), last
    )
    assert whole == sum(CALENDAR.is_working(first + timedelta(day)) for day in range((last - first).days + 1))


@given(DAYS, st.integers(0, 300))
def test_months_and_days_lead_back_to_the_same_day(day, length):
    later = day + timedelta(length)
    months, days = months_and_days(day, later)
    assert add_months(day, months) + timedelta(days) == later
    assert 0 <= days < 31
