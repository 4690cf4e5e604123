"""Begin a request to sign: a row that is there before anything leaves the house."""

from datetime import datetime

from nssi.foundation import clock
from nssi.foundation.statements import insert
from nssi.signing.models import SigningRequest
from nssi.signing.providers import signing_provider


def begin_request(purpose: SigningRequest.Purpose, expires_at: datetime) -> SigningRequest:
    """Return a new request in the state `created`; nothing is sent yet. May be called in a page's transaction."""
    return insert(
        SigningRequest(
            provider=signing_provider().name, purpose=purpose, created_at=clock.now(), expires_at=expires_at
        )
    )
