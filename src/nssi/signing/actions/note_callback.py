"""Note that the provider called us back. What it says is never believed: the status is read again."""

import json
import re

from django.db import IntegrityError, transaction

from nssi.signing import polling
from nssi.signing.models import SigningRequest

State = SigningRequest.State

_ID = re.compile(r"[0-9A-Za-z-]{1,64}")


@transaction.atomic
def note_callback(callback_token: str, body: bytes) -> bool:
    """Enqueue a reading of the request that has this token; False where none has.

    The transaction id in `body` is taken only where we have none, because the answer to our sending is lost or not yet
    here: who knows the token knows it from us.
    """
    request = SigningRequest.objects.select_for_update().filter(callback_token=callback_token).first()
    if request is None:
        return False
    if request.state in {State.SENDING, State.UNKNOWN} and not request.transaction_id:
        _take_transaction_id(request, _transaction_id(body))
    if request.state in request.WAITING and request.transaction_id:
        polling.plan(request, 0)
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
