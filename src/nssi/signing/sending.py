"""Sending exactly once. The provider cannot tell a second sending from the first, and cannot be asked about one.

So the request is marked before the call, and the mark is committed: whoever finds the mark does not send. A sending
whose answer is lost, or whose process dies, is `unknown`; the provider's callback may still bring its transaction id.
"""

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from nssi.foundation import clock
from nssi.signing import polling
from nssi.signing.models import SigningRequest
from nssi.signing.port import Outcome, Sending
from nssi.signing.providers import signing_provider
from nssi.signing.transitions import move

State = SigningRequest.State

_ADDED_BY_PROVIDER = "/document/ready"
_STATE_AFTER = {Outcome.SENT: State.SENT, Outcome.REFUSED: State.REFUSED, Outcome.UNKNOWN: State.UNKNOWN}


def send_once(
    request: SigningRequest, send: Callable[[str], Sending], document: bytes = b""
) -> SigningRequest:
    """Mark the request and call `send` with its callback address, if nobody has before; return the request.

    `document` is what is sent to be signed: its size and hash are kept, so that what comes back can be held against it.
    """
    if _mark(request, document):
        _note(request, send(_callback_url(request)))
    return request


def _mark(request: SigningRequest, document: bytes) -> bool:
    now = clock.now()
    if request.expires_at <= now:
        move(request, State.EXPIRED)
        return False
    values: dict[str, object] = {"sent_at": now, "key_id": signing_provider().key_id}
    if document:
        values["document_sha256"] = hashlib.sha256(document).hexdigest()
        values["document_size"] = len(document)
    # durable: inside a caller's transaction the mark would be undone by the very crash it guards against
    with transaction.atomic(durable=True):
        return move(request, State.SENDING, **values)


def _note(request: SigningRequest, sending: Sending) -> None:
    values: dict[str, object] = {
        "refusal": sending.reason,
        "next_poll_at": clock.now() + polling.wait(request.attempts),
    }
    if sending.outcome is Outcome.SENT:
        values |= {"transaction_id": sending.transaction_id, "thread_id": sending.thread_id}
    move(request, _STATE_AFTER[sending.outcome], **values)
    if sending.outcome is Outcome.UNKNOWN:
        request.refresh_from_db()  # a callback may have brought the transaction id meanwhile


def _callback_url(request: SigningRequest) -> str:
    path = reverse("signing_document_ready", args=[request.callback_token])
    return f"{settings.SIGNING_CALLBACK_URL}{path}".removesuffix(_ADDED_BY_PROVIDER)
