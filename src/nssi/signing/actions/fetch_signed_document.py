"""Fetch what a person has signed, and verify it before anybody reads it."""

from dataclasses import dataclass

from nssi.foundation import clock
from nssi.signing.anchors import trust_anchors
from nssi.signing.identity import Identity, read_identity
from nssi.signing.models import SigningRequest
from nssi.signing.port import TooEarly
from nssi.signing.providers import signing_provider
from nssi.signing.transitions import move
from nssi.signing.verification import Expected, NotVerified, Signature, verify_signature

State = SigningRequest.State


@dataclass(frozen=True)
class VerifiedDocument:
    """A signed document whose signature holds; `identity` is there where the request asked for it."""

    content: bytes
    signature: Signature
    identity: Identity | None


def fetch_signed_document(request: SigningRequest) -> VerifiedDocument:
    """Download, open and verify the result of a signed request; it can be repeated. Runs in jobs only. S0.4, S0.5

    Raises NotVerified where the document is wrong for good (its fault is kept on the request); TooEarly, BrokenPackage
    and ProviderUnavailable where a later try may succeed; ProviderRefused.
    """
    if not request.is_signed:
        raise TooEarly(request.state)
    content = signing_provider().fetch(request.transaction_id, request.key_id).content
    try:
        signature = verify_signature(content, trust_anchors(), _expected(request))
        asks_for_identity = request.purpose == SigningRequest.Purpose.IDENTITY
        identity = read_identity(signature.keywords, signature.signer) if asks_for_identity else None
    except NotVerified as error:
        move(request, State.NOT_VERIFIED, finding=error.fault.value)
        raise
    if request.state != State.VERIFIED:
        move(request, State.VERIFIED, finding="")
    return VerifiedDocument(content, signature, identity)


def _expected(request: SigningRequest) -> Expected:
    return Expected(
        signed_from=clock.elsewhere(request.sent_at or request.created_at),
        signed_until=clock.elsewhere(clock.now()),
        document_sha256=request.document_sha256,
        document_size=request.document_size,
    )
