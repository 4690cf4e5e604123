"""How a request moves from state to state: in one statement, and forward only."""

from nssi.foundation.statements import change
from nssi.signing.models import SigningRequest

State = SigningRequest.State

_ENDS = frozenset({State.SIGNED, *SigningRequest.UNSIGNED} - {State.REFUSED})
_NEXT: dict[State, frozenset[State]] = {
    State.CREATED: frozenset({State.SENDING, State.EXPIRED}),
    State.SENDING: frozenset({State.SENT, State.REFUSED, State.UNKNOWN}),
    # a request given up as unknown while its sending was still running hears the answer after all
    State.UNKNOWN: frozenset({State.SENT, State.REFUSED, State.PENDING, State.PROCESSING}) | _ENDS,
    State.SENT: frozenset({State.PENDING, State.PROCESSING}) | _ENDS,
    State.PENDING: frozenset({State.PROCESSING}) | _ENDS,
    State.PROCESSING: frozenset({State.PENDING}) | _ENDS,
    State.SIGNED: frozenset({State.VERIFIED, State.NOT_VERIFIED}),
}


def move(request: SigningRequest, state: SigningRequest.State, **values: object) -> bool:
    """Note that the request is in `state` now, with what is known of it since; return whether that was a step forward.

    A step backwards changes nothing, for news can come late or twice: then `request` becomes what its row says.
    """
    before = [earlier.value for earlier, following in _NEXT.items() if state in following]
    values["state"] = state
    if not change(SigningRequest, values, "id = %s AND state = ANY(%s)", [request.pk, before]):
        request.refresh_from_db()
        return False
    for name, value in values.items():
        setattr(request, name, value)
    return True
