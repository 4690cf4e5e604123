"""News for the rooms above: they register a handler at start, and it is called in the same transaction."""

from collections.abc import Callable

from nssi.delivery.models import Delivery

DeliveryHandler = Callable[[Delivery], None]

_when_served: list[DeliveryHandler] = []
_when_not_fetched: list[DeliveryHandler] = []


def when_served(handler: DeliveryHandler) -> DeliveryHandler:
    """Register `handler` for each document that is served; call this in `AppConfig.ready()`.

    `served_on` and `served_by` say when and by what. An error undoes the service.
    """
    _when_served.append(handler)
    return handler


def tell_served(delivery: Delivery) -> None:
    """Call every handler that waits for served documents."""
    for handler in _when_served:
        handler(delivery)


def when_not_fetched(handler: DeliveryHandler) -> DeliveryHandler:
    """Register `handler` for each document that was not downloaded in time; an error leaves the term running."""
    _when_not_fetched.append(handler)
    return handler


def tell_not_fetched(delivery: Delivery) -> None:
    """Call every handler that waits for documents that were not downloaded."""
    for handler in _when_not_fetched:
        handler(delivery)
