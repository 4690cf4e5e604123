"""The number of an organisation is checked as it is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.bg.vat import calc_check_digit_legal

from nssi.people.eik import is_eik


@given(st.from_regex(r"\A[0-9]{9}\Z"))
def test_nine_digits_are_one_exactly_where_the_ninth_is_their_check(number: str):
    assert is_eik(number) is (number[8] == calc_check_digit_legal(number[:8]))


@given(st.from_regex(r"\A[0-9]{3}\Z"))
def test_a_branch_has_one_check_digit(serial: str):
    branches = [f"121082521{serial}{last}" for last in range(10)]
    assert sum(map(is_eik, branches)) == 1


@pytest.mark.parametrize("number", ["121082521", "175074752", "1210825210017"])
def test_known_numbers_pass(number: str):
    assert is_eik(number)


@pytest.mark.parametrize(
    "number",
    [
        "",
        "121082522",
        "12108252",
        "1210825211",
        "121082522001",
        "1210825220017",
        "1210825210018",
        "варна",
        "١٢١٠٨٢٥٢١",
    ],
)
def test_what_is_none_does_not_pass(number: str):
    assert not is_eik(number)


@given(st.text())
def test_any_text_has_an_answer(text: str):
    assert is_eik(text) in {True, False}
