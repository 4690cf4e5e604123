"""Check digits of personal numbers and of organisations, of a whole column at a time.

One number at a time they are checked by `people.identifiers` and `people.eik`; the tests hold these columns against them, and against
python-stdnum.
"""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from nssi.insurance.form_1.columns import Truth, Whole

EGN_WEIGHTS = (2, 4, 8, 5, 10, 9, 7, 3, 6)
LNCH_WEIGHTS = (21, 19, 17, 13, 11, 9, 7, 3, 1)
NRA_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2)
EIK_WEIGHTS = (tuple(range(1, 9)), tuple(range(3, 11)))
BRANCH_WEIGHTS = ((2, 7, 3, 5), (4, 9, 5, 7))
"""Those of the second row count where the first leaves ten."""

_MONTH_DAYS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])


def digits_of(numbers: "Whole", count: int) -> "list[Whole]":
    """Return the last `count` digits of whole numbers, a column each, the first digit first."""
    return [numbers // 10**power % 10 for power in range(count - 1, -1, -1)]


def is_egn(numbers: "Whole") -> "Truth":
    """Say which numbers of ten digits are a ЕГН: a date of birth and a check digit."""
    digits = digits_of(numbers, 10)
    passes: Truth = _weighted(digits, EGN_WEIGHTS) % 11 % 10 == digits[9]
    return passes & (birth_year(numbers) > 0)


def is_lnch(numbers: "Whole") -> "Truth":
    """Say which numbers of ten digits are a ЛНЧ."""
    digits = digits_of(numbers, 10)
    passes: Truth = _weighted(digits, LNCH_WEIGHTS) % 10 == digits[9]
    return passes


def is_nra_number(numbers: "Whole") -> "Truth":
    """Say which numbers of ten digits are from the register of the НАП."""
    digits = digits_of(numbers, 10)
    passes: Truth = (11 - _weighted(digits, NRA_WEIGHTS)) % 11 == digits[9]
    return passes


def is_eik(numbers: "Whole") -> "Truth":
    """Say which numbers of nine digits are an ЕИК (БУЛСТАТ)."""
    passes: Truth = eik_check_digit(numbers // 10) == numbers % 10
    return passes


def is_branch(numbers: "Whole") -> "Truth":
    """Say which numbers of thirteen digits are the ЕИК of a branch."""
    digits = digits_of(numbers, 13)
    passes: Truth = _in_two_rows(digits[8:12], BRANCH_WEIGHTS) == digits[12]
    return passes & is_eik(numbers // 10_000)


def eik_check_digit(numbers: "Whole") -> "Whole":
    """Return the ninth digit that belongs to the first eight of an ЕИК."""
    return _in_two_rows(digits_of(numbers, 8), EIK_WEIGHTS)


def egn_check_digit(numbers: "Whole") -> "Whole":
    """Return the tenth digit that belongs to the first nine of a ЕГН."""
    return _weighted(digits_of(numbers, 9), EGN_WEIGHTS) % 11 % 10


def lnch_check_digit(numbers: "Whole") -> "Whole":
    """Return the tenth digit that belongs to the first nine of a ЛНЧ."""
    return _weighted(digits_of(numbers, 9), LNCH_WEIGHTS) % 10


def birth_year(egn: "Whole") -> "Whole":
    """Return the year of birth that a ЕГН says; 0 where its first six digits are no date.

    20 is added to the month of those born before 1900, 40 to that of those born from 2000 on.
    """
    shift, month = egn // 10**6 % 100 // 20, egn // 10**6 % 100 % 20
    year = egn // 10**8 + np.select([shift == 0, shift == 1, shift == 2], [1900, 1800, 2000], 0)
    day = egn // 10**4 % 100
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    known = (shift <= 2) & (month >= 1) & (month <= 12)
    last = _MONTH_DAYS[np.where(known, month, 0)] + (leap & (month == 2))
    return np.where(known & (day >= 1) & (day <= last), year, 0)


def _weighted(digits: "list[Whole]", weights: tuple[int, ...]) -> "Whole":
    total = np.zeros_like(digits[0])
    for digit, weight in zip(digits, weights, strict=False):
        total = total + digit * weight
    return total


def _in_two_rows(digits: "list[Whole]", weights: tuple[tuple[int, ...], ...]) -> "Whole":
    first, second = (_weighted(digits, row) % 11 for row in weights)
    return np.where(first != 10, first, np.where(second != 10, second, 0))
