"""Send a PDF to a person's phone to be signed."""

from nssi.signing.models import SigningRequest
from nssi.signing.port import Addressee
from nssi.signing.providers import signing_provider
from nssi.signing.sending import send_once


def send_document(
    request: SigningRequest, addressee: Addressee, file_name: str, content: bytes, description: str
) -> SigningRequest:
    """Send `content` to the app of `addressee` unless the request was sent before. S0.4

    `file_name` is plain ASCII, at most 100 characters; `description` is what the phone shows. Runs in jobs only, outside
    a transaction. The state of the returned request says what came of it, as with `send_identity_request`.
    """
    return send_once(
        request,
        lambda callback_url: signing_provider().request_signature(
            addressee, file_name, content, description, request.expires_at, callback_url
        ),
        document=content,
    )
