"""The alphabet of all codes that people read and type: PIKs and access codes."""

import re

ALPHABET = "ACDEFHJKMNPRTVWXY23456789"
"""Capital Latin letters and digits of which no two look alike: no 0 O Q, 1 I L, U, and of 2 Z, 5 S, 6 G, 8 B the digits.

Letters with a Cyrillic twin (А С Е Н К М Р Т Х У) stay: whoever types the twin means the letter of the same shape,
and `normalise_code` gives it back.
"""

_CYRILLIC_TWINS = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")
_BETWEEN_CHARACTERS = re.compile(r"[\s\-‐‑–—]+")


def normalise_code(text: str) -> str:
    """Return a typed code in capital Latin letters and digits, without spaces and hyphens.

    What cannot be a code stays as it is typed; it will match nothing.
    """
    return _BETWEEN_CHARACTERS.sub("", text).upper().translate(_CYRILLIC_TWINS)


def is_well_mixed(code: str) -> bool:
    """Return whether `code` has a letter and a digit: then the filter of the logs knows it from a word or a number."""
    return any(character.isdigit() for character in code) and any(character.isalpha() for character in code)
