"""Make black-and-white pages of a photograph or scan, for its owner to compare and take."""

from datetime import timedelta

import structlog
from django.db import transaction

from nssi.attachments.actions.keep_file import keep_file
from nssi.attachments.mending.mend import Mended
from nssi.attachments.mending.process import TAKES_AT_MOST, NotMended, mend_apart
from nssi.attachments.models import Attachment, MendedPage, Mending
from nssi.attachments.verdict import Verdict
from nssi.foundation import clock

MOST_TRIES = 3
LOOKED_AFTER = timedelta(seconds=2 * TAKES_AT_MOST)
"""How long after a try began its mending is looked after, if nothing has become of it."""

log = structlog.get_logger(__name__)


def mend_file(mending_id: int) -> None:
    """Make the pages; a mending that is done, or gone, is left alone. No transaction is open while they are made.

    After a third try without an end (the worker was killed each time) it is given up.
    """
    mending = (
        Mending.objects.filter(id=mending_id, state=Mending.State.WAITING).select_related("source").first()
    )
    if mending is None:
        return
    if mending.tries >= MOST_TRIES:
        _end(mending, None)
        return
    tries = mending.tries + 1
    Mending.objects.filter(id=mending_id).update(tries=tries, due_at=clock.now() + LOOKED_AFTER)
    with mending.source.open() as content:
        original = content.read()
    try:
        mended = mend_apart(original, mending.source.kind)
    except NotMended as reason:
        log.info("attachments.not_mended", mending=mending_id, reason=str(reason))
        mended = None
    _end(mending, mended)


@transaction.atomic
def _end(mending: Mending, mended: Mended | None) -> None:
    held = Mending.objects.select_for_update(no_key=True).filter(id=mending.id, state=Mending.State.WAITING)
    if not held:
        return
    if mended is None or not mended.pages:
        held.update(state=Mending.State.FAILED)
        return
    name = mending.source.name.rpartition(".")[0]
    result = _kept(mended.pdf, name, "pdf")
    for number, page in enumerate(mended.pages, start=1):
        MendedPage.objects.create(
            mending=mending,
            number=number,
            before=_kept(page.before, name, "jpg"),
            after=_kept(page.after, name, "png"),
        )
    Mending.objects.filter(id=mending.id).update(state=Mending.State.READY, result=result)


def _kept(content: bytes, name: str, kind: str) -> Attachment:
    return keep_file(content, Verdict(f"{name}.{kind}", kind, len(content), ()))
