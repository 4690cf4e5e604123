"""Check digits of whole columns agree with those of one number at a time, ours and those of python-stdnum (law.md §10)."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.bg import egn, pnf
from stdnum.bg.vat import calc_check_digit_legal, calc_check_digit_other

from nssi.insurance.form_1 import checksums
from nssi.people import eik, identifiers
from nssi.people.identifiers import Kind

TEN_DIGITS = st.integers(0, 10**10 - 1)


def numbers(of: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(0, 10**of - 1), min_size=1, max_size=50)


@given(numbers(10))
def test_egn_as_stdnum_and_as_people(drawn: list[int]):
    for number, passes in zip(drawn, checksums.is_egn(np.array(drawn)).tolist(), strict=True):
        text = f"{number:010d}"
        assert passes is identifiers.is_valid(Kind.EGN, text)
        if passes:
            assert egn.calc_check_digit(text[:-1]) == text[-1]
            assert egn.get_birth_date(text).year == checksums.birth_year(np.array([number]))[0]


@given(st.dates(min_value=date(1800, 1, 1), max_value=date(2099, 12, 31)), st.integers(0, 999))
def test_every_day_of_birth_of_three_centuries_makes_an_egn(day, serial: int):
    shift = {18: 20, 19: 0, 20: 40}[day.year // 100]
    nine = (day.year % 100 * 10**4 + (day.month + shift) * 100 + day.day) * 1000 + serial
    number = nine * 10 + checksums.egn_check_digit(np.array([nine]))
    assert checksums.is_egn(number).all()
    assert checksums.birth_year(number)[0] == day.year


@pytest.mark.parametrize("number", [8019010008, 8002300000, 9913010000, 8056010000])
def test_a_date_that_does_not_exist_makes_none(number: int):
    assert checksums.birth_year(np.array([number]))[0] == 0


@given(numbers(10))
def test_lnch_as_stdnum(drawn: list[int]):
    for number, passes in zip(drawn, checksums.is_lnch(np.array(drawn)).tolist(), strict=True):
        assert passes is (pnf.calc_check_digit(f"{number:010d}"[:-1]) == str(number % 10))


@given(numbers(10))
def test_numbers_of_the_nra_as_stdnum(drawn: list[int]):
    for number, passes in zip(drawn, checksums.is_nra_number(np.array(drawn)).tolist(), strict=True):
        assert passes is (calc_check_digit_other(f"{number:010d}"[:-1]) == str(number % 10))


@given(numbers(9))
def test_eik_as_stdnum(drawn: list[int]):
    for number, passes in zip(drawn, checksums.is_eik(np.array(drawn)).tolist(), strict=True):
        assert passes is (calc_check_digit_legal(f"{number:09d}"[:-1]) == str(number % 10))


@given(numbers(13))
def test_branches_as_people(drawn: list[int]):
    drawn += [1210825210017, 1750747520013]
    for number, passes in zip(drawn, checksums.is_branch(np.array(drawn)).tolist(), strict=True):
        assert passes is eik.is_eik(f"{number:013d}")


@pytest.mark.parametrize(
    ("passes", "number"),
    [
        (checksums.is_egn, 8032056031),
        (checksums.is_egn, 7523169263),
        (checksums.is_lnch, 7111042925),
        (checksums.is_eik, 175074752),
        (checksums.is_eik, 121082521),
        (checksums.is_branch, 1210825210017),
    ],
)
def test_known_numbers_pass(passes: Callable, number: int):
    assert passes(np.array([number])).all()
