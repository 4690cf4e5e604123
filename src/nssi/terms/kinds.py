"""The kinds of terms: each room registers those that it starts, when the house starts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from nssi.law.term import Unit
from nssi.terms.models import Term

TermsHandler = Callable[[Sequence[Term]], None]
"""Called with many terms at once, in the transaction that ends or reminds them. An error undoes it for these terms alone."""


def do_nothing(terms: Sequence[Term]) -> None:
    """What happens at the end of a term that is only shown."""


@dataclass(frozen=True)
class TermKind:
    """A term that the law or the institution sets.

    `name`: `room.what`; `article`: where it stands; `at_end`: what happens to terms that were not kept. `remind_before`:
    how many days before the last day `at_reminder` is called, where somebody is to be reminded.
    """

    name: str
    title: str | Promise
    article: str
    length: int
    unit: Unit
    at_end: TermsHandler = do_nothing
    remind_before: int | None = None
    at_reminder: TermsHandler = do_nothing


_kinds: dict[str, TermKind] = {}


def register(kind: TermKind) -> TermKind:
    """Add `kind` to the register. Raises ValueError where its name is taken."""
    if kind.name in _kinds:
        raise ValueError(f"{kind.name}: there is such a term already")
    _kinds[kind.name] = kind
    return kind


def all_kinds() -> tuple[TermKind, ...]:
    """Return every kind of term, by name."""
    return tuple(kind for _, kind in sorted(_kinds.items()))


def by_name(name: str) -> TermKind:
    """Return the kind of this name. Raises KeyError where no room knows it."""
    return _kinds[name]


def kind_of(term: Term) -> TermKind:
    """Return the kind of `term`. Raises KeyError where no room knows it."""
    return _kinds[term.kind]
