"""Money is whole cents, and each rounding of the law is exact."""

import ast
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nssi.law
from nssi.law.errors import BadFacts
from nssi.law.money import Currency, Money, benefit_in_euro, exact, half_up, rounded, third_digit_up
from tests.law.tables import table

WHOLE = st.integers(0, 10**9)


@pytest.mark.parametrize("row", table("roundings"), ids=lambda row: f"{row['leva']} лв.")
def test_leva_become_euro_by_the_rule_for_what_they_are(row):
    leva = Money.of(row["leva"], Currency.BGN)
    euro = Money.of(row["euro"], Currency.EUR)
    match row["rule"]:
        case "benefit":
            assert benefit_in_euro(leva.cents) == euro.cents
        case "threshold":
            assert rounded(exact(leva, Currency.EUR), Currency.EUR) == euro
        case "back to leva":
            assert rounded(exact(euro, Currency.BGN), Currency.BGN) == leva
        case rule:
            raise AssertionError(rule)


@given(WHOLE, st.integers(1, 10**6))
def test_half_up_is_what_decimal_says(numerator, denominator):
    with localcontext(prec=60):
        expected = (Decimal(numerator) / Decimal(denominator)).quantize(Decimal(1), ROUND_HALF_UP)
    assert half_up(numerator, denominator) == expected


@given(WHOLE, st.integers(1, 10**6))
def test_only_a_third_digit_above_zero_raises_the_second(numerator, denominator):
    with localcontext(prec=60):
        thousandths = (Decimal(numerator) / Decimal(denominator)).quantize(Decimal("0.1"), ROUND_DOWN)
    assert third_digit_up(numerator, denominator) == thousandths.quantize(Decimal(1), ROUND_CEILING)


@given(st.lists(st.tuples(WHOLE, st.integers(1, 10**6)), min_size=1, max_size=20))
def test_a_column_rounds_like_its_rows(rows):
    numerators, denominators = (np.array(column, dtype=np.int64) for column in zip(*rows, strict=True))
    assert half_up(numerators, denominators).tolist() == [half_up(*row) for row in rows]


@given(WHOLE, st.sampled_from(list(Currency)))
def test_converting_there_and_back_loses_nothing(cents, currency):
    other = Currency.EUR if currency == Currency.BGN else Currency.BGN
    there = exact(Money(cents, currency), other)
    assert there == (
        cents / Fraction(195583, 100000) if other == Currency.EUR else cents * Fraction(195583, 100000)
    )


def test_more_than_two_decimals_are_no_amount():
    with pytest.raises(BadFacts):
        Money.of("1.005", Currency.EUR)


def test_the_modules_of_the_law_know_no_float():
    for path in Path(nssi.law.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), path.name
            assert not (isinstance(node, ast.Name) and node.id == "float"), path.name
            assert not (
                isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and _of_whole_numbers(node)
            ), path.name


def _of_whole_numbers(node):
    return isinstance(node.left, ast.Constant) and isinstance(node.right, ast.Constant)


def test_amounts_of_two_currencies_are_not_compared():
    leva, euro = Money(100, Currency.BGN), Money(51, Currency.EUR)
    assert Money(99, Currency.BGN) < leva <= Money(100, Currency.BGN)
    with pytest.raises(TypeError):
        assert leva < euro
    with pytest.raises(TypeError):
        assert leva >= euro
