"""For how long this room keeps logins with the phone, and what signing them left behind."""

from datetime import timedelta

from django.db.models import Exists, OuterRef

from nssi.foundation.retention import Keeping
from nssi.mobile_qes.models import MobileLogin
from nssi.mobile_qes.validity import VALID_FOR
from nssi.signing.models import SigningRequest

REQUESTS_KEPT_FOR = timedelta(days=30)

KEEPINGS = (
    Keeping(
        "mobile_qes.logins",
        "logins with the mobile QES that are under way, with the phone",
        VALID_FOR,
        "they began",
        "needed until somebody is logged in",
        verified=True,
        over=lambda now: MobileLogin.objects.filter(began_at__lte=now - VALID_FOR),
        by="mobile_qes.forget_what_is_over",
    ),
    Keeping(
        "mobile_qes.requests",
        "requests to sign a login: where they stood, without phone or person",
        REQUESTS_KEPT_FOR,
        "they were made",
        "to clear up disturbances with the provider; no act says for how long",
        verified=False,
        over=lambda now: SigningRequest.objects.exclude(state__in=SigningRequest.OPEN).filter(
            ~Exists(MobileLogin.objects.filter(request=OuterRef("pk"))),
            purpose=SigningRequest.Purpose.LOGIN,
            created_at__lte=now - REQUESTS_KEPT_FOR,
        ),
    ),
)
