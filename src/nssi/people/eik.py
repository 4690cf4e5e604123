"""The number of an organisation (ЕИК, before that БУЛСТАТ): nine digits, or thirteen for a branch. Pure."""

from operator import mul

_VALUES = bytes((byte - 48) % 256 for byte in range(256))
"""What each digit is worth, by its byte."""

_FIRST = (tuple(range(1, 9)), tuple(range(3, 11)))
_BRANCH = ((2, 7, 3, 5), (4, 9, 5, 7))
"""Weights of the digits: those of the second row count where the first leaves ten."""


def is_eik(number: str) -> bool:
    """Return whether `number`, without spaces, passes the checks of an ЕИК: of nine digits, and of the four of a branch."""
    if len(number) not in (9, 13) or not (number.isascii() and number.isdigit()):
        return False
    digits = number.encode().translate(_VALUES)
    if digits[8] != _check_digit(digits[:8], _FIRST):
        return False
    return len(digits) == 9 or digits[12] == _check_digit(digits[8:12], _BRANCH)


def _check_digit(digits: bytes, weights: tuple[tuple[int, ...], tuple[int, ...]]) -> int:
    for row in weights:
        rest: int = sum(map(mul, row, digits)) % 11
        if rest != 10:
            return rest
    return 0
