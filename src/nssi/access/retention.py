"""For how long this room keeps sessions, logins and counts of tries."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from nssi.access.actions.begin_qes_login import VALID_FOR
from nssi.access.models import QesLogin, ThrottleCounter, VisitorSession
from nssi.foundation.retention import Keeping

_BY = "access.forget_what_is_over"

LONGEST_WINDOW = timedelta(days=2)
"""Longer than any tries are counted together."""

SESSIONS = Keeping(
    "access.sessions",
    "sessions of visitors",
    timedelta(seconds=settings.SESSION_COOKIE_AGE),
    "they began",
    "needed while somebody is logged in",
    verified=True,
    over=lambda _now: VisitorSession.objects.filter(
        expire_date__lt=timezone.now()
    ),  # dated by Django's clock
    by=_BY,
)
QES_LOGINS = Keeping(
    "access.qes_logins",
    "logins with a qualified certificate that are under way",
    VALID_FOR,
    "they began",
    "needed until somebody is logged in",
    verified=True,
    over=lambda now: QesLogin.objects.filter(began_at__lte=now - VALID_FOR),
    by=_BY,
)
TRIES = Keeping(
    "access.tries",
    "counts of tries in vain, under codes",
    LONGEST_WINDOW,
    "the first of them",
    "against guessing",
    verified=True,
    over=lambda now: ThrottleCounter.objects.filter(
        Q(refused_until=None) | Q(refused_until__lte=now), counted_since__lte=now - LONGEST_WINDOW
    ),
    by=_BY,
)
KEEPINGS = (SESSIONS, QES_LOGINS, TRIES)
