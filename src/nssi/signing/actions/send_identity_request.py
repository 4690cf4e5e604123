"""Ask a person, on their phone, for the signed data of their identity card."""

from nssi.signing.models import SigningRequest
from nssi.signing.providers import signing_provider
from nssi.signing.sending import send_once


def send_identity_request(request: SigningRequest, phone: str, reason: str) -> SigningRequest:
    """Send the request to `phone` (E.164) unless it was sent before; `reason` is shown to the person. S0.3

    Runs in jobs only, outside a transaction. What came of it is the state of the returned request: `sent`,
    `unknown` (the answer was lost: it is never sent again), `refused` (with its reason), `expired`; any other state
    is that of an earlier sending.
    """
    return send_once(
        request,
        lambda callback_url: signing_provider().request_identity(
            phone, reason, request.expires_at, callback_url
        ),
    )
