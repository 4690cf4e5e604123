"""Names in Latin letters, for banks: by the Transliteration Act, and without signs that SEPA does not carry."""

import re

_LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k", "л": "l",
    "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "ts", "ч": "ch",
    "ш": "sh", "щ": "sht", "ъ": "a", "ь": "y", "ю": "yu", "я": "ya",
}  # fmt: skip
_TABLE = str.maketrans(
    {**_LETTERS, **{letter.upper(): latin.capitalize() for letter, latin in _LETTERS.items()}}
)
_NOT_CARRIED = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]+")
"""All but the signs that every bank takes (EPC217-08, the basic Latin set)."""


def in_latin(text: str) -> str:
    """Return `text` in the signs of SEPA; „ия“ at the end of a word is „ia“, „България“ is „Bulgaria“."""
    text = text.replace("България", "Bulgaria").replace("БЪЛГАРИЯ", "BULGARIA")
    text = re.sub(r"ия\b", "ia", text)
    text = re.sub(r"ИЯ\b", "IA", text)
    return " ".join(_NOT_CARRIED.sub(" ", text.translate(_TABLE)).split())
