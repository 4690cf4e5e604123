"""For how long this room keeps one-time codes. Deliveries and their proof stay with the documents."""

from nssi.delivery.models import OneTimeCode
from nssi.delivery.one_time_codes import LIVES
from nssi.foundation.retention import Keeping

KEEPINGS = (
    Keeping(
        "delivery.one_time_codes",
        "hashes of one-time codes that nobody has used",
        LIVES,
        "they were sent",
        "they open nothing any more",
        verified=True,
        over=lambda now: OneTimeCode.objects.filter(expires_at__lte=now),
    ),
)
