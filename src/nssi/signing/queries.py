"""What is asked of requests to sign."""

from uuid import UUID

from nssi.foundation.statements import row
from nssi.signing.models import SigningRequest


def find_request(request_id: UUID | None) -> SigningRequest | None:
    """Return the request with this id; None where there is none."""
    return row(SigningRequest, "id = %s", [request_id]) if request_id else None
