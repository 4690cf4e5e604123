"""Take a request back from the person's phone."""

from uuid import UUID

from nssi.signing.models import SigningRequest
from nssi.signing.providers import signing_provider
from nssi.signing.transitions import move

State = SigningRequest.State


def withdraw_request(request_id: UUID) -> SigningRequest:
    """Withdraw a request that nobody has signed, and return it; too late, it stays as it is. Runs in jobs only.

    One that was never sent is withdrawn without a call. One whose sending was lost has no thread to withdraw by: it
    ends with its time. Raises TooEarly, ProviderUnavailable, ProviderRefused.
    """
    unsent = SigningRequest.objects.filter(pk=request_id, state=State.CREATED)
    unsent.update(state=State.WITHDRAWN)
    request = SigningRequest.objects.get(pk=request_id)
    if request.state not in request.WAITING or not request.thread_id:
        return request
    if signing_provider().withdraw(request.thread_id):
        move(request, State.WITHDRAWN)
    return request
