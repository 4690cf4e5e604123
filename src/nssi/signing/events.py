"""What other rooms hear of requests: that one has ended, signed or not."""

from collections.abc import Callable

from nssi.signing.models import SigningRequest

_when_ended: dict[str, Callable[[SigningRequest], None]] = {}


def when_ended(purpose: SigningRequest.Purpose, act: Callable[[SigningRequest], None]) -> None:
    """Call `act` when a request of this purpose ends, in the transaction that notes it. Call this in `AppConfig.ready()`."""
    _when_ended[purpose] = act


def tell_ended(request: SigningRequest) -> None:
    """Tell whoever waits for the end of a request."""
    if act := _when_ended.get(request.purpose):
        act(request)
