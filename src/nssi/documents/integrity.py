"""Whether what was issued still lies in the store as it was issued: held against its hash and its seal."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

from asn1crypto.x509 import Certificate

from nssi.attachments.models import Attachment
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


@dataclass(frozen=True)
class Sealed:
    """A sealed content as it must be: under which number, its hash, and whether it has a time-stamp."""

    number: str
    content: Attachment
    sha256: str
    stamped: bool


def issued_documents() -> Iterator[Sealed]:
    """Yield all issued documents, the newest first."""
    stamped = {kind.name for kind in all_kinds() if kind.seal is Seal.ORDER}
    issued = IssuedDocument.objects.filter(state=State.ISSUED).select_related("content").defer("data")
    for document in issued.order_by("-issued_at", "-id").iterator(chunk_size=1000):
        if document.content is not None:
            yield Sealed(
                document.outgoing_number, document.content, document.sha256, document.kind in stamped
            )


def broken(documents: Iterable[Sealed]) -> Iterator[tuple[Sealed, str]]:
    """Yield each that is not as it was sealed, with what is wrong: `lost`, `unreadable`, `altered`, or a `Fault`.

    Raises OSError, ValueError where the anchors of the seal cannot be read.
    """
    anchors = seal_anchors()
    for document in documents:
        if wrong := _wrong(document, anchors):
            yield document, wrong


def _wrong(document: Sealed, anchors: tuple[Certificate, ...]) -> str:
    try:
        with document.content.open() as file:
            content = file.read()
    except FileNotFoundError:
        return "lost"
    except OSError:
        return "unreadable"
    if hashlib.sha256(content).hexdigest() != document.sha256:
        return "altered"
    try:
        verify_seal(content, anchors, sealed_at=document.content.created_at, stamped=document.stamped)
    except NotVerified as reason:
        return reason.fault
    return ""


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
    newest = islice(issued_documents(), LATEST)
    return found + [f"{document.number} is {wrong}" for document, wrong in broken(newest)]
