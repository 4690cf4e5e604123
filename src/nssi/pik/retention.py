"""For how long this room keeps procedures that issued no PIK. Those that did are kept with the PIK."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q

from nssi.foundation.retention import Keeping
from nssi.pik.models import PikIssue, PikProcedure
from nssi.signing.models import SigningRequest

KEPT_FOR = timedelta(days=365)
_GROUND = "to answer complaints about a PIK that was not issued; no act says for how long"

KEEPINGS = (
    Keeping(
        "pik.counter_issues",
        "issues at the counter that were refused or not taken up, and never handed over",
        KEPT_FOR,
        "they were begun",
        _GROUND,
        verified=False,
        over=lambda now: PikIssue.objects.filter(
            state=PikIssue.State.DISCARDED, created_at__lte=now - KEPT_FOR
        ),
    ),
    Keeping(
        "pik.procedures",
        "procedures by phone that ended without a PIK, with the runs of their steps",
        KEPT_FOR,
        "their end",
        _GROUND,
        verified=False,
        over=lambda now: PikProcedure.objects.filter(ended_at__lte=now - KEPT_FOR).exclude(
            end_reason=PikProcedure.End.ACTIVATED
        ),
    ),
    Keeping(
        "pik.requests",
        "requests to sign of procedures that are gone: where they stood, without phone or person",
        KEPT_FOR,
        "they were made",
        _GROUND,
        verified=False,
        over=lambda now: SigningRequest.objects.exclude(state__in=SigningRequest.OPEN).filter(
            ~Exists(
                PikProcedure.objects.filter(
                    Q(identity_request=OuterRef("pk")) | Q(certificate_request=OuterRef("pk"))
                )
            ),
            purpose__in=[SigningRequest.Purpose.IDENTITY, SigningRequest.Purpose.CERTIFICATE],
            created_at__lte=now - KEPT_FOR,
        ),
    ),
)
