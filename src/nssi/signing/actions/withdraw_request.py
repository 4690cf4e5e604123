"""Take a request back from the person's phone."""

from uuid import UUID

from django.db import transaction

from nssi.signing.models import SigningRequest
from nssi.signing.providers import signing_provider
from nssi.signing.transitions import locked, move

State = SigningRequest.State


def withdraw_request(request_id: UUID) -> SigningRequest:
    """Withdraw a request that nobody has signed, and return it; too late, it stays as it is. Runs in jobs only.

    One that was never sent is withdrawn without a call. One whose sending was lost has no thread to withdraw by: it
    ends with its time. Raises TooEarly, ProviderUnavailable, ProviderRefused.
    """
    request = _withdrawn_unsent(request_id)
    if request.state not in request.WAITING or not request.thread_id:
        return request
    return _note(request_id, is_withdrawn=signing_provider().withdraw(request.thread_id))


@transaction.atomic
def _withdrawn_unsent(request_id: UUID) -> SigningRequest:
    request = locked(request_id)
    if request.state == State.CREATED:
        move(request, State.WITHDRAWN)
    return request


@transaction.atomic
def _note(request_id: UUID, *, is_withdrawn: bool) -> SigningRequest:
    request = locked(request_id)
    if is_withdrawn:
        move(request, State.WITHDRAWN)
    return request
