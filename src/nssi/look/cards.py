"""The cards of enquiries and information: each room registers its own at start, and the catalogue shows them.

Services are not here: they register themselves in `applications.services`, with all that their pages need.
"""

from dataclasses import dataclass
from enum import Enum

from django.urls import reverse
from django.utils.functional import Promise

Text = str | Promise


class Shelf(Enum):
    """Under which heading a card stands."""

    ENQUIRIES = "enquiries"
    INFORMATION = "information"


@dataclass(frozen=True)
class Card:
    """One entry of the catalogue: what it is called, what it is for, who may open it, and the page behind it."""

    title: Text
    text: Text
    tag: Text
    url_name: str
    shelf: Shelf
    is_personal: bool = False
    """Whether it shows a person their own data: then it stands among their own pages too (C-01)."""

    @property
    def url(self) -> str:
        """The path of the page."""
        return reverse(self.url_name)


_cards: list[Card] = []


def register(*cards: Card) -> None:
    """Add `cards` to the catalogue; call this in `AppConfig.ready()`."""
    _cards.extend(cards)


def cards_of(shelf: Shelf) -> list[Card]:
    """Return the cards of a shelf, in the order in which the rooms registered them."""
    return [card for card in _cards if card.shelf is shelf]


def personal_cards() -> list[Card]:
    """Return the cards that lead a person to their own data."""
    return [card for card in _cards if card.is_personal]
