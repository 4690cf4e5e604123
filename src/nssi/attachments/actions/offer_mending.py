"""Have better pages made of a photograph or scan, to be offered to its owner."""

from django.db import transaction

from nssi.attachments import jobs
from nssi.attachments.actions.mend_file import LOOKED_AFTER
from nssi.attachments.mending.originals import KINDS as MENDABLE
from nssi.attachments.models import Attachment, Mending
from nssi.foundation import clock


def wants_mending(attachment: Attachment) -> bool:
    """Return whether better pages can be made of a file: a photograph or scan that is not as S1.5 asks for."""
    hints = {finding["code"] for finding in attachment.findings}
    return attachment.kind in MENDABLE and bool(hints & {"not_black_and_white", "not_300_dpi"})


@transaction.atomic
def offer_mending(attachment: Attachment) -> None:
    """Begin the mending of a file; its job is enqueued with the caller's transaction. A begun one is left alone."""
    mending, is_new = Mending.objects.get_or_create(
        source=attachment, defaults={"due_at": clock.now() + LOOKED_AFTER}
    )
    if is_new:
        jobs.have_mended(mending.id)
