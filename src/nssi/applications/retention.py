"""For how long this room keeps drafts. What was filed is no draft, and stays."""

from datetime import timedelta

from django.db.models import Exists, OuterRef

from nssi.applications.models import KEPT_FOR, Draft, FormSignature
from nssi.foundation.retention import Keeping
from nssi.signing.models import SigningRequest

REQUESTS_KEPT_FOR = timedelta(days=30)

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
    Keeping(
        "applications.requests",
        "requests to sign a form on the phone: where they stood, without phone or person",
        REQUESTS_KEPT_FOR,
        "they were made",
        "to clear up disturbances with the provider; no act says for how long",
        verified=False,
        over=lambda now: SigningRequest.objects.exclude(state__in=SigningRequest.OPEN).filter(
            ~Exists(FormSignature.objects.filter(request=OuterRef("pk"))),
            purpose=SigningRequest.Purpose.FORM,
            created_at__lte=now - REQUESTS_KEPT_FOR,
        ),
    ),
)
