"""Make an issued document: draw it, seal it, store it; then, at once, it is issued."""

import io
from uuid import UUID

import pikepdf
import structlog
from django.db import transaction

from nssi.attachments.actions.keep_file import keep_file
from nssi.attachments.storage import NotKept
from nssi.attachments.verdict import Verdict
from nssi.documents.drawing import drawn
from nssi.documents.events import tell_issued
from nssi.documents.kinds import Seal, kind_named
from nssi.documents.models import IssuedDocument
from nssi.documents.rendering import RenderingError
from nssi.foundation import clock
from nssi.signing.seal.errors import SealNotReady, StampNotGiven
from nssi.signing.seal.sealing import seal

State = IssuedDocument.State

log = structlog.get_logger(__name__)


def make_document(document_id: UUID) -> None:
    """Make the content of a document in preparation; one that is issued, or gone with its transaction, is left alone.

    Until the last transaction nothing is written: killed anywhere before, it is simply done again. Where it fails the
    document waits in preparation, and the sweeper asks again.
    """
    document = (
        IssuedDocument.objects.filter(id=document_id, state=State.PREPARING).select_related("body").first()
    )
    if document is None:
        return
    try:
        _finish(document, _sealed(document))
    except RenderingError:  # its text may quote the data, and logs hold nothing personal
        log.error("documents.not_drawn", document=str(document_id), kind=document.kind)
    except (SealNotReady, StampNotGiven, NotKept) as reason:
        log.error("documents.not_sealed", document=str(document_id), reason=str(reason))


def _sealed(document: IssuedDocument) -> bytes:
    return seal(drawn(document), stamped=kind_named(document.kind).seal is Seal.ORDER)


@transaction.atomic
def _finish(document: IssuedDocument, content: bytes) -> None:
    """Store the content, mark the document and tell of it: all of it or nothing."""
    held = IssuedDocument.objects.select_for_update(no_key=True).get(id=document.id)
    if held.is_issued:
        return
    held.content = keep_file(content, Verdict(f"{held.outgoing_number}.pdf", "pdf", len(content), ()))
    held.sha256, held.size, held.pages = held.content.sha256, len(content), _pages(content)
    held.state, held.due_at = State.ISSUED, clock.now()
    held.save()
    tell_issued(held)


def _pages(content: bytes) -> int:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages)
