"""For how long this room keeps files of people's own data."""

from nssi.foundation.retention import Keeping
from nssi.portal.actions.make_own_data import KEPT_FOR
from nssi.portal.models import OwnDataFile

KEEPINGS = (
    Keeping(
        "portal.own_data",
        "files with a person's own data that they asked for",
        KEPT_FOR,
        "they were made",
        "said to the person; everything in them can be asked for again",
        verified=False,
        over=lambda now: OwnDataFile.objects.filter(expires_at__lte=now),
    ),
)
