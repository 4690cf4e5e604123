"""For how long this room keeps files that belong to nothing."""

from nssi.attachments.actions.clear_away import UNUSED_FOR, unused
from nssi.foundation.retention import Keeping

KEEPINGS = (
    Keeping(
        "attachments.unused",
        "files that nothing refers to any more",
        UNUSED_FOR,
        "they were uploaded",
        "time to finish writing",
        verified=True,
        over=lambda now: unused(now),
        by="attachments.clear_away",
    ),
)
