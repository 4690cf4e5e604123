"""How dates, times, sizes, numbers and money are written (G8)."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from nssi.look.typography import (
    MEGABYTE,
    date_text,
    moment_text,
    money_text,
    number_text,
    size_text,
    time_text,
)

SPACE = "\N{NO-BREAK SPACE}"


def test_a_date_is_written_with_its_year_beside_it():
    assert date_text(date(2026, 11, 21)) == f"21.11.2026{SPACE}г."
    assert date_text(date(987, 1, 2)) == f"02.01.0987{SPACE}г."


def test_a_moment_is_written_as_the_clocks_in_sofia_show_it():
    just_before_midnight_in_london = datetime(2026, 11, 21, 23, 5, tzinfo=UTC)
    assert date_text(just_before_midnight_in_london) == f"22.11.2026{SPACE}г."
    assert time_text(just_before_midnight_in_london) == f"01:05{SPACE}ч."
    assert moment_text(just_before_midnight_in_london) == f"22.11.2026{SPACE}г., 01:05{SPACE}ч."
    in_summer = datetime(2026, 7, 1, 13, 5, tzinfo=UTC)
    assert time_text(in_summer) == f"16:05{SPACE}ч."


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 байта"),
        (1, "1 байт"),
        (1023, "1023 байта"),
        (1024, "1 КБ"),
        (84_000, "83 КБ"),
        (MEGABYTE - 1, "1 МБ"),
        (MEGABYTE, "1 МБ"),
        (MEGABYTE * 5 // 2, "2,5 МБ"),
        (MEGABYTE * 5 // 2 + 1, "2,6 МБ"),
        (5 * MEGABYTE, "5 МБ"),
        (1000 * MEGABYTE, "1 000 МБ"),
    ],
)
def test_a_size_is_written_in_the_unit_that_suits_it(size: int, text: str):
    assert size_text(size) == text.replace(" ", SPACE)


@given(st.integers(min_value=MEGABYTE * 5 // 2 + 1, max_value=10**10))
def test_a_file_over_a_limit_never_looks_as_large_as_the_limit(size: int):
    assert size_text(size) != size_text(MEGABYTE * 5 // 2)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (0, 0, "0"),
        (1234, 0, "1 234"),
        (-1234, 0, "−1 234"),
        (Decimal("1234567.891"), 2, "1 234 567,89"),
        (Decimal("0.005"), 2, "0,01"),
        (Decimal("2.5"), 0, "3"),
    ],
)
def test_a_number_has_a_decimal_comma_and_its_thousands_apart(value, places: int, text: str):
    assert number_text(value, places) == text.replace(" ", SPACE)


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_an_amount_loses_no_cent(cents: int):
    written = money_text(cents, "EUR").removesuffix(f"{SPACE}€")
    assert int(written.replace(SPACE, "").replace(",", "").replace("−", "-")) == cents


def test_an_amount_names_its_currency():
    assert money_text(93_300, "BGN") == f"933,00{SPACE}лв."
    assert money_text(123_456, "EUR") == f"1{SPACE}234,56{SPACE}€"


def test_templates_write_the_same():
    template = Template(
        "{% load bulgarian %}{{ day|day }}; {{ at|clock_time }}; {{ at|moment }}; {{ size|file_size }}; "
        "{{ days|number }}; {{ cents|money:'EUR' }}"
    )
    written = template.render(
        Context(
            {
                "day": date(2026, 11, 21),
                "at": datetime(2026, 11, 21, 14, 5, tzinfo=UTC),
                "size": 2048,
                "days": 1234,
                "cents": 100,
            }
        )
    )
    assert written.replace(SPACE, " ") == (
        "21.11.2026 г.; 16:05 ч.; 21.11.2026 г., 16:05 ч.; 2 КБ; 1 234; 1,00 €"
    )


def test_a_page_in_english_writes_them_its_own_way():
    with translation.override("en"):
        assert date_text(date(2026, 11, 21)) == f"21{SPACE}November 2026"
        assert time_text(datetime(2026, 11, 21, 23, 5, tzinfo=UTC)) == "01:05"
        assert number_text(Decimal("-12345.6"), 2) == "\u221212,345.60"
        assert size_text(5 * MEGABYTE // 2) == f"2.5{SPACE}MB"
        assert money_text(123456, "EUR") == f"1,234.56{SPACE}€"
        assert money_text(93300, "BGN") == f"933.00{SPACE}BGN"
