"""Money in whole cents with its currency, and the roundings of the law, each under its own name.

The functions work on whole numbers, of one person (`int`) or of a column of people (numpy `int64`), so that
a formula is written once. Nothing here is ever a float.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from nssi.law.errors import BadFacts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Column = NDArray[np.int64]

Whole = TypeVar("Whole", "int", "Column")
"""A whole number of one person, or a column of them."""

RATE = Fraction(195583, 100000)
"""Leva for one euro, fixed."""
RATE_LEVA, RATE_EURO = RATE.numerator, RATE.denominator


class Currency(StrEnum):
    """A currency of the law: leva until 31.12.2025, euro from 01.01.2026."""

    BGN = "BGN"
    EUR = "EUR"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount: whole cents (stotinki) and their currency. Amounts of two currencies have no order."""

    cents: int
    currency: Currency

    @classmethod
    def of(cls, amount: Decimal | str | int, currency: Currency) -> "Money":
        """Return `amount` of `currency`; more than two decimals are refused."""
        scaled = Decimal(amount).scaleb(2)
        if scaled != scaled.to_integral_value():
            raise BadFacts(f"{amount} is not an amount in whole cents")
        return cls(int(scaled), currency)

    @property
    def text(self) -> str:
        """The amount alone, with a point and two decimals: `29.69`."""
        sign, cents = ("-", -self.cents) if self.cents < 0 else ("", self.cents)
        return f"{sign}{cents // 100}.{cents % 100:02d}"

    @property
    def told(self) -> str:
        """The amount as Bulgarian text: `29,69 евро`."""
        return amount_told(self.text, self.currency)

    def __str__(self) -> str:
        return f"{self.text} {self.currency}"

    def __lt__(self, other: "Money") -> bool:
        return self.cents < self._beside(other)

    def __le__(self, other: "Money") -> bool:
        return self.cents <= self._beside(other)

    def _beside(self, other: "Money") -> int:
        if other.currency != self.currency:
            raise TypeError(f"{self.currency} and {other.currency} are not compared")
        return other.cents


def amount_told(amount: str, currency: str) -> str:
    """Return an amount such as `29.69` as Bulgarian text with its currency."""
    return f"{amount.replace('.', ',')}\N{NO-BREAK SPACE}{'лв.' if currency == Currency.BGN else 'евро'}"


def exact_told(cents: Fraction, currency: Currency) -> str:
    """Return exact cents ≥ 0 as Bulgarian text; a sum that is not whole cents shows its fraction too."""
    if cents.denominator == 1:
        return Money(int(cents), currency).told
    near = half_up(cents.numerator * 100, cents.denominator)
    return f"{amount_told(f'{near // 10_000}.{near % 10_000:04d}', currency)} (точно {cents / 100})"


def least(one: Whole, other: Whole | int) -> Whole:
    """Return the smaller of two numbers, row by row."""
    if isinstance(one, int) and isinstance(other, int):
        return min(one, other)
    import numpy as np  # only columns need it, and one person should not wait for its import

    return np.minimum(one, other)


def greatest(one: Whole, other: Whole | int) -> Whole:
    """Return the greater of two numbers, row by row."""
    if isinstance(one, int) and isinstance(other, int):
        return max(one, other)
    import numpy as np

    return np.maximum(one, other)


def half_up(numerator: Whole, denominator: Whole | int) -> Whole:
    """Return the quotient of two numbers ≥ 0 as a whole number; a half goes up."""
    return (2 * numerator + denominator) // (2 * denominator)


def third_digit_up(numerator: Whole, denominator: int) -> Whole:
    """Return the quotient of two numbers ≥ 0, in cents, by the rule for benefits and pensions in euro.

    Where the third digit after the point is above zero the second is raised by one, else the rest is
    dropped: 9.2033 → 9.21, but 28.0904 → 28.09.
    """
    thousandths = numerator * 10 // denominator
    return (thousandths + 9) // 10


def exact(money: Money, currency: Currency) -> Fraction:
    """Return the cents of `money` in `currency`, converted at the fixed rate and not rounded."""
    if money.currency == currency:
        return Fraction(money.cents)
    return money.cents / RATE if currency == Currency.EUR else money.cents * RATE


def rounded(cents: Fraction, currency: Currency) -> Money:
    """Return exact `cents` ≥ 0 as money, a half cent going up."""
    return Money(half_up(cents.numerator, cents.denominator), currency)


def benefit_in_euro(leva: Whole) -> Whole:
    """Return a benefit or pension of `leva` stotinki in euro cents, by the third-digit rule."""
    return third_digit_up(leva * RATE_EURO, RATE_LEVA)
