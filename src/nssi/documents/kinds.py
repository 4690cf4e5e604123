"""The kinds of documents that are issued: each room registers its own when the house starts."""

import re
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from django.utils.functional import Promise

PLAIN_LETTER = Path(__file__).parent / "templates" / "plain.typ"
"""The template of a letter that needs no layout of its own; it says what its data are."""


class Seal(Enum):
    """How a document is sealed."""

    MASS = "mass"
    """PAdES-B-B: letters that leave by the thousand."""

    ORDER = "order"
    """PAdES B-T, with a time-stamp: what decides on a right, or must prove when it was made."""


@dataclass(frozen=True)
class DocumentKind:
    """A document that a room issues.

    `name`: `room.what`; `register_index`: the register (four digits) that gives its outgoing numbers; `template`: a `.typ`
    file inside the package, which uses the layout at `/documents/templates/letter.typ`.
    """

    name: str
    title: str | Promise
    register_index: str
    template: Path
    seal: Seal


_kinds: dict[str, DocumentKind] = {}


def register(kind: DocumentKind) -> DocumentKind:
    """Add `kind` to the register. Raises ValueError where its name is taken, or its register or template cannot be."""
    if kind.name in _kinds:
        raise ValueError(f"{kind.name}: there is such a document already")
    if not re.fullmatch("[0-9]{4}", kind.register_index) or not kind.template.is_file():
        raise ValueError(f"{kind.name}: its register has four digits, its template is a file")
    _kinds[kind.name] = kind
    return kind


def all_kinds() -> tuple[DocumentKind, ...]:
    """Return every kind of document, by name."""
    return tuple(kind for _, kind in sorted(_kinds.items()))


def kind_named(name: str) -> DocumentKind:
    """Return the kind with this name. Raises KeyError where no room knows it."""
    return _kinds[name]
