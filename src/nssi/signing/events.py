"""News for the rooms above: a request has changed its state."""

from collections.abc import Callable

from nssi.signing.models import SigningRequest

Handler = Callable[[SigningRequest], None]

_handlers: list[Handler] = []


def on_change(handler: Handler) -> Handler:
    """Register `handler`: it is called in the transaction that changes a request's state, with the changed request.

    The row is locked meanwhile: a handler writes tables and enqueues jobs, and waits for nothing.
    """
    _handlers.append(handler)
    return handler


def announce(request: SigningRequest) -> None:
    """Call every handler."""
    for handler in _handlers:
        handler(request)
