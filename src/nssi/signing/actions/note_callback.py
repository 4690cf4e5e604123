"""Note that the provider called us back. What it says is never believed: the status is read again."""

import json
import re

from django.db import IntegrityError, transaction

from nssi.foundation import clock
from nssi.foundation.statements import change
from nssi.signing.models import SigningRequest

State = SigningRequest.State

_ID = re.compile(r"[0-9A-Za-z-]{1,64}")


def note_callback(callback_token: str, body: bytes) -> bool:
    """Let the request that has this token be read when the next reading comes; False where none has it."""
    if change(
        SigningRequest,
        {"next_poll_at": clock.now()},
        "callback_token = %s AND transaction_id <> ''",
        [callback_token],
    ):
        return True
    return _note_unanswered(callback_token, body)


@transaction.atomic
def _note_unanswered(callback_token: str, body: bytes) -> bool:
    """The answer to our sending is lost or not yet here: only then the transaction id in `body` is taken.

    Who knows the token knows it from us.
    """
    request = SigningRequest.objects.select_for_update().filter(callback_token=callback_token).first()
    if request is None:
        return False
    if request.state in {State.SENDING, State.UNKNOWN} and not request.transaction_id:
        _take_transaction_id(request, _transaction_id(body))
    request.next_poll_at = clock.now()
    request.save(update_fields=["next_poll_at"])
    return True


def _take_transaction_id(request: SigningRequest, transaction_id: str) -> None:
    request.transaction_id = transaction_id
    try:
        with transaction.atomic():
            request.save(update_fields=["transaction_id"])
    except IntegrityError:  # it belongs to another request: not what we sent here
        request.transaction_id = ""


def _transaction_id(body: bytes) -> str:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    transaction_id = said.get("transactionID") if isinstance(said, dict) else None
    return transaction_id if isinstance(transaction_id, str) and _ID.fullmatch(transaction_id) else ""
