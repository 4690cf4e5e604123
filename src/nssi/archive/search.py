"""Finding ended insurers as people type their names (P-04, S2.3).

What was typed is first looked for as it is, each word as the beginning of a word; where nothing answers, as one word and
with the nearest words that names really have. Nothing of it reaches the database but words, so signs have no meaning there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection

from nssi.archive.models import LONGEST_NAME, NameWord, TerminatedInsurer
from nssi.archive.names import name_key, place_words, spellings, words

MOST_FOUND = 200
"""More are too many to look through: the place narrows them."""

LEAST_LETTERS = 3
MOST_WORDS = 10
_SHORTEST_BEGINNING = 3  # shorter words are whole words: too many begin with two letters
_SHORTEST_MISTYPED = 4
_NEAREST = 5


@dataclass(frozen=True)
class Found:
    """What a search found, the best first. `more`: how many beyond them is not said; `instead`: words taken for mistyped ones."""

    insurers: tuple[TerminatedInsurer, ...] = ()
    more: bool = False
    instead: tuple[str, ...] = ()

    @property
    def too_many(self) -> bool:
        """Whether there are more than can be shown, and none that fits better than the others."""
        return self.more and not self.insurers


def can_be_searched(name: str) -> bool:
    """Return whether a typed name has enough letters and digits, besides those of its legal form."""
    return sum(map(len, words(name))) >= LEAST_LETTERS


def find_by_eik(eik: str, *, public: bool = True) -> Found:
    """Return the insurer with this ЕИК, or the one whose branch has it."""
    found = TerminatedInsurer.objects.filter(identity__in={eik, eik[:9]})
    return Found(tuple(found.filter(is_public=True) if public else found))


def find_by_name(name: str, place: str, *, public: bool = True) -> Found:
    """Return the insurers whose names have these words, in a town or area if one is given; the name as `can_be_searched`."""
    name = name[:LONGEST_NAME]
    typed = words(name)[:MOST_WORDS]
    around = [f"'@{word}':*" for word in place_words(place[:LONGEST_NAME])[:MOST_WORDS]]
    beginnings = _find([*(_begins(word, len(typed) > 1) for word in typed), *around], public)
    if len(beginnings) > MOST_FOUND:
        whole = _find([*map(_is, typed), *around], public)
        return Found(_best_first(whole, name) if len(whole) <= MOST_FOUND else (), more=True)
    if not beginnings and len(typed) > 1:
        beginnings = _find([f"'{name_key(name)}':*", *around], public)
    if beginnings and len(beginnings) <= MOST_FOUND:
        return Found(_best_first(beginnings, name))
    return _find_mistyped(typed, around, public)


def _find_mistyped(typed: Sequence[str], around: list[str], public: bool) -> Found:
    """Look for the nearest words of names in place of those that were typed; the nearest insurers come first."""
    nearest = _nearest_words([spellings(word)[0] for word in typed])
    if not nearest:
        return Found()
    asked = [_any_of(nearest.get(spellings(word)[0]) or spellings(word)) for word in typed]
    found = _find([*asked, *around], public)
    if len(found) > MOST_FOUND:
        return Found(more=True)
    has = {insurer.pk: set(words("\n".join([insurer.name, *insurer.former_names]))) for insurer in found}
    found_words = set().union(*has.values())
    firsts = [next((near for near in row if near in found_words), word) for word, row in nearest.items()]
    order = [near for row in nearest.values() for near in row]

    def place(insurer: TerminatedInsurer) -> tuple[int, str]:
        return next(
            (n for n, near in enumerate(order) if near in has[insurer.pk]), len(order)
        ), insurer.name_key

    return Found(
        tuple(sorted(found, key=place)), instead=tuple(near for near in firsts if near not in nearest)
    )


def _best_first(found: Sequence[TerminatedInsurer], name: str) -> tuple[TerminatedInsurer, ...]:
    """Order by how well a name fits: the same name, one that it had before, then by the alphabet."""
    key = name_key(name)

    def place(insurer: TerminatedInsurer) -> tuple[int, str]:
        if insurer.name_key == key:
            return 0, insurer.name_key
        return 1 if any(name_key(former) == key for former in insurer.former_names) else 2, insurer.name_key

    return tuple(sorted(found, key=place))


def _begins(word: str, may_be_place: bool) -> str:
    """Ask for a word as the beginning of one; where it is not alone, people may have typed a place among the words."""
    end = ":*" if len(word) >= _SHORTEST_BEGINNING else ""
    asked = [f"'{spelling}'{end}" for spelling in spellings(word)]
    if may_be_place and end:
        asked += [f"'@{spelling}'" for spelling in spellings(word)]
    return " | ".join(asked)


def _is(word: str) -> str:
    return _any_of(spellings(word))


def _any_of(asked: Iterable[str]) -> str:
    return " | ".join(f"'{word}'" for word in asked)


def _find(asked: Sequence[str], public: bool) -> list[TerminatedInsurer]:
    """Return the insurers that answer every part of a text query, one more than can be shown at most."""
    query = " & ".join(f"({part})" for part in asked)
    found = TerminatedInsurer.objects.extra(where=["search @@ %s::tsquery"], params=[query])
    if public:
        found = found.filter(is_public=True)
    return list(found.defer("search")[: MOST_FOUND + 1])


def _nearest_words(typed: list[str]) -> dict[str, list[str]]:
    """Return for each word that can be mistyped those of names that are nearest, by trigrams."""
    asked = [word for word in dict.fromkeys(typed) if len(word) >= _SHORTEST_MISTYPED]
    nearest: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_NEAREST_WORDS, [asked, _NEAREST])
        for word, near in cursor.fetchall():
            nearest.setdefault(word, []).append(near)
    return nearest


_NEAREST_WORDS = f"""
SELECT asked.word, near.word
FROM unnest(%s::text[]) AS asked(word) CROSS JOIN LATERAL (
    SELECT known.word, similarity(known.word, asked.word) AS likeness
    FROM {NameWord._meta.db_table} known WHERE known.word %% asked.word
    ORDER BY likeness DESC, known.word LIMIT %s
) AS near
ORDER BY near.likeness DESC, near.word
"""  # noqa: S608 – all names are our own
