"""The cards of the catalogue: the services that registered themselves, and the enquiries and information that did."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from nssi.applications.services import all_services
from nssi.look import cards
from nssi.look.cards import Shelf


@dataclass(frozen=True)
class Card:
    """One entry of the catalogue."""

    title: str
    text: str
    tag: str
    url: str

    def answers(self, words: list[str]) -> bool:
        """Return whether each of `words` (in lower case) begins a word of this card, or stands in one."""
        text = f"{self.title} {self.text} {self.tag}".casefold()
        return all(word in text for word in words)


@dataclass(frozen=True)
class CardGroup:
    """The cards under one heading of the catalogue."""

    title: str
    cards: list[Card]


def find_cards(query: str) -> list[CardGroup]:
    """Return the groups of the catalogue with the cards that hold every word of `query`; all where it is empty."""
    words = query.casefold().split()
    return [
        CardGroup(title, [card for card in cards if card.answers(words)])
        for title, cards in (
            (_("Подаване на заявления"), _services()),
            (_("Справки"), _registered(Shelf.ENQUIRIES)),
            (_("Информация"), _registered(Shelf.INFORMATION)),
        )
    ]


def _services() -> list[Card]:
    return [
        Card(
            title=service.title,
            text=str(service.description.summary),
            tag=str(service.description.tag),
            url=reverse("service_detail", args=[service.slug]),
        )
        for service in all_services()
    ]


def _registered(shelf: Shelf) -> list[Card]:
    return [
        Card(title=str(card.title), text=str(card.text), tag=str(card.tag), url=card.url)
        for card in cards.cards_of(shelf)
    ]
