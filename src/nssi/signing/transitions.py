"""How a request moves from state to state: under a lock, forward only, and never in silence."""

from uuid import UUID

from nssi.signing import events
from nssi.signing.models import SigningRequest

State = SigningRequest.State

_ENDS = frozenset({State.SIGNED, *SigningRequest.UNSIGNED} - {State.REFUSED})
_NEXT: dict[str, frozenset[State]] = {
    State.CREATED: frozenset({State.SENDING, State.WITHDRAWN, State.EXPIRED}),
    State.SENDING: frozenset({State.SENT, State.REFUSED, State.UNKNOWN}),
    # a request given up as unknown while its sending was still running hears the answer after all
    State.UNKNOWN: frozenset({State.SENT, State.REFUSED, State.PENDING, State.PROCESSING}) | _ENDS,
    State.SENT: frozenset({State.PENDING, State.PROCESSING}) | _ENDS,
    State.PENDING: frozenset({State.PROCESSING}) | _ENDS,
    State.PROCESSING: frozenset({State.PENDING}) | _ENDS,
    State.SIGNED: frozenset({State.VERIFIED, State.NOT_VERIFIED}),
}


def locked(request_id: UUID) -> SigningRequest:
    """Return the request and lock its row until the transaction ends."""
    return SigningRequest.objects.select_for_update().get(pk=request_id)


def move(request: SigningRequest, state: SigningRequest.State) -> bool:
    """Save the locked `request` in its new state and tell the rooms above.

    A step backwards changes nothing and returns False: news can arrive late or twice.
    """
    if state not in _NEXT.get(request.state, frozenset()):
        return False
    request.state = state
    request.save()
    events.announce(request)
    return True
