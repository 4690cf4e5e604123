"""The three currencies of payrolls: old leva, the leva that took their place on 05.07.1999, euro. Pure.

Amounts are whole hundredths. A thousand old leva are one lev; an amount is never kept converted.
"""

from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction

from nssi.law.calendar import Month
from nssi.law.money import RATE, half_up

OLD_FOR_ONE = 1000
FIRST_IN_NEW_LEVA = Month(1999, 7)
"""Payrolls of the month of the denomination, and later ones, are in new leva."""

FIRST_IN_EURO = Month(2026, 1)


_SIGNS = {"OLD": "стари лв.", "BGN": "лв.", "EUR": "€"}


class PayrollCurrency(StrEnum):
    """A currency in which payrolls were kept."""

    OLD_LEVA = "OLD"
    LEVA = "BGN"
    EURO = "EUR"

    @property
    def sign(self) -> str:
        """How an amount of it is marked."""
        return _SIGNS[self.value]


_IN_EURO = {
    PayrollCurrency.OLD_LEVA: 1 / RATE / OLD_FOR_ONE,
    PayrollCurrency.LEVA: 1 / RATE,
    PayrollCurrency.EURO: Fraction(1),
}


def currency_of(month: Month) -> PayrollCurrency:
    """Return the currency of the payrolls of a month."""
    if month < FIRST_IN_NEW_LEVA:
        return PayrollCurrency.OLD_LEVA
    return PayrollCurrency.LEVA if month < FIRST_IN_EURO else PayrollCurrency.EURO


def in_euro(parts: Iterable[tuple[int, PayrollCurrency]]) -> int:
    """Return the sum of amounts in euro cents: each converted exactly, the sum rounded once, a half going up."""
    exact = sum((hundredths * _IN_EURO[currency] for hundredths, currency in parts), Fraction(0))
    return half_up(exact.numerator, exact.denominator)
