"""Whether what was issued still lies in the store as it was issued: held against its hash and its seal."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import timedelta

from nssi.documents.kinds import Seal, all_kinds
from nssi.documents.models import IssuedDocument
from nssi.foundation import clock
from nssi.signing.seal.errors import SealNotReady, StampNotGiven
from nssi.signing.seal.sealing import ready_seal
from nssi.signing.seal.stamps import stamp_is_to_be_had
from nssi.signing.seal.verification import seal_anchors, verify_seal
from nssi.signing.verification import NotVerified

State = IssuedDocument.State

LATEST = 20
"""How many of the newest documents a look at the health of an installation reads."""

_WAITS_LONG = timedelta(minutes=15)
_ENDS_SOON = timedelta(days=30)


def issued_documents() -> Iterable[IssuedDocument]:
    """Return all issued documents, the newest first, a few at a time."""
    issued = IssuedDocument.objects.filter(state=State.ISSUED).select_related("content").defer("data")
    return issued.order_by("-issued_at", "-id").iterator(chunk_size=1000)


def broken_documents(documents: Iterable[IssuedDocument]) -> Iterator[tuple[IssuedDocument, str]]:
    """Yield each document that is not as it was issued, with what is wrong: `lost`, `unreadable`, `altered`, or a `Fault`.

    Raises OSError, ValueError where the anchors of the seal cannot be read.
    """
    anchors = seal_anchors()
    stamped = {kind.name for kind in all_kinds() if kind.seal is Seal.ORDER}
    for document in documents:
        if document.content is None:
            continue
        try:
            with document.content.open() as file:
                content = file.read()
            if hashlib.sha256(content).hexdigest() != document.sha256:
                yield document, "altered"
                continue
            sealed_at, is_stamped = document.content.created_at, document.kind in stamped
            verify_seal(content, anchors, sealed_at=sealed_at, stamped=is_stamped)
        except FileNotFoundError:
            yield document, "lost"
        except OSError:
            yield document, "unreadable"
        except NotVerified as reason:
            yield document, reason.fault


def ailments() -> list[str]:
    """Return what keeps documents from being issued, or will soon, for operators; nothing where all is well."""
    found = []
    try:
        key = ready_seal().key
    except SealNotReady as reason:
        found.append(f"nothing can be sealed: {reason}")
    else:
        ends = key.certificate.not_valid_after_utc
        if ends - clock.now() < _ENDS_SOON:
            found.append(f"the seal's certificate ends on {ends:%d.%m.%Y}")
    try:
        stamp_is_to_be_had()
    except StampNotGiven as reason:
        found.append(f"no order can be sealed: {reason}")
    late = IssuedDocument.objects.filter(state=State.PREPARING, issued_at__lt=clock.now() - _WAITS_LONG)
    if count := late.count():
        found.append(f"{count} documents wait to be made for more than a quarter of an hour")
    newest = list(IssuedDocument.objects.filter(state=State.ISSUED).order_by("-issued_at")[:LATEST])
    return found + [f"{document.outgoing_number} is {wrong}" for document, wrong in broken_documents(newest)]
