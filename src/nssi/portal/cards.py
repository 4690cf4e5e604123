"""The cards of the catalogue: the services that registered themselves, and what the portal has beside them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from nssi.applications.services import all_services


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
            (_("Справки"), _enquiries()),
            (_("Информация"), _information()),
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


def _enquiries() -> list[Card]:
    return [
        Card(
            title=_("Проверка по УРИ и код за достъп"),
            text=_("Вижте докъде е стигнало подадено заявление."),
            tag=_("Без вход"),
            url=reverse("application_status_lookup"),
        )
    ]


def _information() -> list[Card]:
    return [
        Card(
            title=_("Как да получа ПИК"),
            text=_("Четирите начина да получите кода, с който влизате в е-услугите."),
            tag=_("Без вход"),
            url=reverse("pik_ways"),
        )
    ]
