"""What can be done with a document on its page, beside its download: rooms above say it (an order can be appealed)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from nssi.delivery.models import Delivery


@dataclass(frozen=True)
class Offer:
    """A part of the page of a document: its title, its text, and a link with its words where there is one."""

    title: str
    text: str
    link: str = ""
    url: str = ""


OffersHandler = Callable[[Delivery], Iterable[Offer]]

_handlers: list[OffersHandler] = []


def register(handler: OffersHandler) -> OffersHandler:
    """Register `handler` to say what can be done with a document; call this in `AppConfig.ready()`."""
    _handlers.append(handler)
    return handler


def offers_of(delivery: Delivery) -> list[Offer]:
    """Return what can be done with a document."""
    return [offer for handler in _handlers for offer in handler(delivery)]
