"""Names of insurers and places as words that can be found however they are typed. Pure.

Case, dashes, quotation marks and the words for a legal form make no difference. A word typed with Latin letters that look
like Cyrillic ones („BAPHA“), or in Latin transliteration („Himko“), is the Cyrillic word.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

LEGAL_FORMS = frozenset(
    [
        "ад",
        "апк",
        "дзс",
        "дззд",
        "дп",
        "дсо",
        "дсп",
        "дф",
        "еад",
        "еоод",
        "ет",
        "кд",
        "кда",
        "оод",
        "оп",
        "сд",
        "сп",
        "ткзс",
        "тпк",
    ]
)
"""Words that say what an enterprise was in law, and not what it was called."""

PLACE_KINDS = frozenset(["гр", "град", "с", "село", "обл", "област", "общ", "община"])
"""Words that say what a place is."""

_LOOK_ALIKE = str.maketrans("abcehkmoptxy", "авсенкмортху")
_LETTERS = (
    ("sht", "щ"), ("zh", "ж"), ("ts", "ц"), ("ch", "ч"), ("sh", "ш"), ("yu", "ю"), ("ya", "я"), ("yo", "йо"),
    ("a", "а"), ("b", "б"), ("c", "ц"), ("d", "д"), ("e", "е"), ("f", "ф"), ("g", "г"), ("h", "х"), ("i", "и"),
    ("j", "й"), ("k", "к"), ("l", "л"), ("m", "м"), ("n", "н"), ("o", "о"), ("p", "п"), ("q", "к"), ("r", "р"),
    ("s", "с"), ("t", "т"), ("u", "у"), ("v", "в"), ("w", "в"), ("x", "кс"), ("y", "й"), ("z", "з"),
)  # fmt: skip
"""How Cyrillic is written in Latin (Закон за транслитерацията); what two letters share is read as the commoner one."""

_TRANSLITERATED = dict(_LETTERS)
_LATIN_LETTER = re.compile("|".join(latin for latin, _cyrillic in _LETTERS))
_CYRILLIC = re.compile("[а-яѐ-џ]")
_LATIN = re.compile("[a-z]")
_WORD = re.compile(r"[^\W_]+")
_JOINED_BY_DASHES = re.compile(r"[^\W_]+(?:[-‐‑–—][^\W_]+)+")
_DASH = re.compile("[-‐‑–—]")
_INITIAL = re.compile(r"(?<![^\W_])([^\W\d_])\. *(?=[^\W\d_](?![^\W_]))")


def words(text: str) -> list[str]:
    """Return the words of a name in lower case, in their order; words of a legal form are left out.

    Initials with full stops are one word, and what is joined by dashes is its parts and, at the end, also one word:
    „Агро-Ком“ is агро, ком and агроком.
    """
    plain = _plain(text)
    found = _words_of(plain)
    if _DASH.search(plain):
        found += _words_of(_DASH.sub("", " ".join(_JOINED_BY_DASHES.findall(plain))))
    return found


def spellings(word: str) -> tuple[str, ...]:
    """Return the Cyrillic words that a word stands for: itself, or what its Latin letters look or sound like."""
    if not _LATIN.search(word):
        return (word,)
    sounds = _LATIN_LETTER.sub(lambda found: _TRANSLITERATED[found[0]], word)
    looks = word.translate(_LOOK_ALIKE)
    return (sounds,) if _LATIN.search(looks) or looks == sounds else (sounds, looks)


def name_key(name: str) -> str:
    """Return what the spellings of one name share, with whatever case, signs, spaces and legal form."""
    return "".join(spellings(word)[0] for word in _words_of(_plain(name)))


def lexemes(names: Sequence[str], places: Sequence[str]) -> set[str]:
    """Return what an insurer is found by: the words of its names, and those of its places with an @ before each."""
    text = "\n".join(names)
    found = words(text)
    if _LATIN.search(text.casefold()):
        found = [spelling for word in found for spelling in spellings(word)]
    return {*found, *_place_lexemes(tuple(places))}


def key_and_lexemes(names: Sequence[str], places: tuple[str, ...]) -> tuple[str, frozenset[str]]:
    """Return the `name_key` of the first of the names, and the `lexemes` of all, at once: files have hundreds of thousands."""
    plain = _plain("\n".join(names))
    if _LATIN.search(plain):
        return name_key(names[0]), frozenset(lexemes(names, places))
    first, _line, rest = plain.partition("\n")
    own = [word for word in _WORD.findall(first) if word not in LEGAL_FORMS]
    found = {*own, *_WORD.findall(rest)}
    if _DASH.search(plain):
        dashed = " ".join(part for part in _DASH.sub("-", plain).split() if "-" in part)
        found.update(_WORD.findall(" ".join(_JOINED_BY_DASHES.findall(dashed)).replace("-", "")))
    return "".join(own), _place_lexemes(places) | (found - LEGAL_FORMS)


@lru_cache(maxsize=10_000)
def _place_lexemes(places: tuple[str, ...]) -> frozenset[str]:
    return frozenset(f"@{word}" for place in places for word in place_words(place))


@lru_cache(maxsize=10_000)
def place_words(place: str) -> tuple[str, ...]:
    """Return the words of the name of a place, without those that say what a place is."""
    return tuple(spellings(word)[0] for word in _words_of(_plain(place)) if word not in PLACE_KINDS)


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text.replace("№", " ")).casefold()
    return _INITIAL.sub(r"\1", plain) if "." in plain else plain


def _words_of(plain: str) -> list[str]:
    found = _WORD.findall(plain)
    if _LATIN.search(plain):
        found = [_cyrillic_where_mixed(word) for word in found]
    return [word for word in found if word not in LEGAL_FORMS]


def _cyrillic_where_mixed(word: str) -> str:
    """Put Cyrillic letters for the Latin ones in a word that has both: somebody did not see the difference."""
    return word.translate(_LOOK_ALIKE) if _CYRILLIC.search(word) else word
