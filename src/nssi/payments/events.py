"""News for the rooms above: they register a handler at start, and it is called in the same transaction."""

from collections.abc import Callable

from nssi.payments.models import Fee, PaymentReturn

PaidHandler = Callable[[Fee], None]
ReturnedHandler = Callable[[PaymentReturn], None]

_when_paid: list[PaidHandler] = []
_when_paid_twice: list[PaidHandler] = []
_when_returned: list[ReturnedHandler] = []


def when_paid(handler: PaidHandler) -> PaidHandler:
    """Register `handler` for each fee that is paid; call this in `AppConfig.ready()`. An error in it undoes the payment."""
    _when_paid.append(handler)
    return handler


def tell_paid(fee: Fee) -> None:
    """Call every handler that waits for paid fees."""
    for handler in _when_paid:
        handler(fee)


def when_paid_twice(handler: PaidHandler) -> PaidHandler:
    """Register `handler` for each fee that was paid though it was settled before: somebody decides what becomes of the money."""
    _when_paid_twice.append(handler)
    return handler


def tell_paid_twice(fee: Fee) -> None:
    """Call every handler that waits for fees paid once too often."""
    for handler in _when_paid_twice:
        handler(fee)


def when_returned(handler: ReturnedHandler) -> ReturnedHandler:
    """Register `handler` for each payment of a benefit that comes back. An error in it undoes the entry."""
    _when_returned.append(handler)
    return handler


def tell_returned(came_back: PaymentReturn) -> None:
    """Call every handler that waits for payments that come back."""
    for handler in _when_returned:
        handler(came_back)
