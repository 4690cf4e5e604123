"""For how long this room keeps drafts. What was filed is no draft, and stays."""

from nssi.applications.models import KEPT_FOR, Draft
from nssi.foundation.retention import Keeping

KEEPINGS = (
    Keeping(
        "applications.drafts",
        "drafts, with their files and the forms that were handed out to be signed",
        KEPT_FOR,
        "their last change",
        "said to the person when the draft is begun",
        verified=False,
        over=lambda now: Draft.objects.filter(expires_at__lte=now),
        by="applications.discard_expired_drafts",
    ),
)
