"""Sending exactly once. The provider cannot tell a second sending from the first, and cannot be asked about one.

So the request is marked before the call, and the mark is committed: whoever finds the mark does not send. A sending
whose answer is lost, or whose process dies, is `unknown`; the provider's callback may still bring its transaction id.
"""

import hashlib
from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from nssi.foundation import clock
from nssi.signing import polling
from nssi.signing.models import SigningRequest
from nssi.signing.port import Outcome, Sending
from nssi.signing.providers import signing_provider
from nssi.signing.transitions import locked, move

State = SigningRequest.State

_ADDED_BY_PROVIDER = "/document/ready"
_STATE_AFTER = {Outcome.SENT: State.SENT, Outcome.REFUSED: State.REFUSED, Outcome.UNKNOWN: State.UNKNOWN}


def send_once(
    request_id: UUID, send: Callable[[SigningRequest, str], Sending], document: bytes = b""
) -> SigningRequest:
    """Call `send` with the marked request and its callback address, if nobody has before; return the request.

    `document` is what is sent to be signed: its size and hash are kept, so that what comes back can be held against it.
    """
    request, is_ours = _mark(request_id, document)
    return _note(request_id, send(request, _callback_url(request))) if is_ours else request


def _mark(request_id: UUID, document: bytes) -> tuple[SigningRequest, bool]:
    """Return the request, and whether it is ours to send."""
    # durable: inside a caller's transaction the mark would be undone by the very crash it guards against
    with transaction.atomic(durable=True):
        request = locked(request_id)
        if request.state != State.CREATED:
            return request, False
        if request.expires_at <= clock.now():
            move(request, State.EXPIRED)
            return request, False
        request.sent_at = clock.now()
        request.key_id = signing_provider().key_id
        if document:
            request.document_sha256 = hashlib.sha256(document).hexdigest()
            request.document_size = len(document)
        return request, move(request, State.SENDING)


@transaction.atomic
def _note(request_id: UUID, sending: Sending) -> SigningRequest:
    request = locked(request_id)
    if sending.outcome is Outcome.SENT:
        request.transaction_id, request.thread_id = sending.transaction_id, sending.thread_id
    request.refusal = sending.reason
    request.next_poll_at = clock.now() + polling.wait(request.attempts)
    move(request, _STATE_AFTER[sending.outcome])
    return request


def _callback_url(request: SigningRequest) -> str:
    path = reverse("signing_document_ready", args=[request.callback_token])
    return f"{settings.SIGNING_CALLBACK_URL}{path}".removesuffix(_ADDED_BY_PROVIDER)
