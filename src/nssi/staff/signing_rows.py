"""How the signing provider does: what of a day's requests became what, and which errors came last, in codes alone (A-08)."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nssi.foundation import clock
from nssi.pik.models import StepRun
from nssi.pik.steps import RunState
from nssi.signing.models import SigningRequest

State = SigningRequest.State
A_DAY = timedelta(hours=24)
MOST_ERRORS = 20
OF_THE_PROVIDER = frozenset({"F05", "F07", "F08", "F14", "F18"})
"""How steps fail where it is the provider, or the way to it (`pik/failures.py`)."""

STATES: dict[str, Promise] = {
    State.CREATED: _("записана, още не е изпратена"),
    State.SENDING: _("изпраща се"),
    State.SENT: _("изпратена"),
    State.UNKNOWN: _("изпратена, отговорът е изгубен"),
    State.PENDING: _("чака подпис"),
    State.PROCESSING: _("подписва се"),
    State.SIGNED: _("подписана, подписът не е прочетен"),
    State.VERIFIED: _("подписана и проверена"),
    State.NOT_VERIFIED: _("подписът не е потвърден"),
    State.REFUSED: _("отказана от доставчика"),
    State.REJECTED: _("отказана от лицето"),
    State.EXPIRED: _("изтекла"),
    State.FAILED: _("неуспешна при доставчика"),
    State.WITHDRAWN: _("оттеглена"),
    State.UNDELIVERABLE: _("не може да бъде доставена"),
    State.FACE_CHECK_FAILED: _("неуспешно разпознаване на лицето"),
}
PURPOSES: dict[str, Promise] = {
    SigningRequest.Purpose.IDENTITY: _("изявление за лични данни"),
    SigningRequest.Purpose.CERTIFICATE: _("удостоверение за ПИК"),
    SigningRequest.Purpose.LOGIN: _("вход с мобилен подпис"),
    SigningRequest.Purpose.FORM: _("заявление за подписване"),
}
_ERRORS = (State.REFUSED, State.FAILED, State.UNDELIVERABLE, State.NOT_VERIFIED, State.UNKNOWN)


@dataclass(frozen=True)
class SigningError:
    """Something that went wrong: when, with what, and the code. No person, no phone, no text of theirs."""

    at: datetime
    what: str | Promise
    code: str


@dataclass(frozen=True)
class SigningFigures:
    """What a day brought. `standing`: `quiet` (nothing was sent), `fine`, `failing` (the last that was sent went wrong)."""

    standing: str
    last_sent: datetime | None
    last_right: datetime | None
    counts: list[tuple[str | Promise, int]]
    total: int
    errors: list[SigningError]


def signing_figures() -> SigningFigures:
    """Return the figures of the last 24 hours, in three queries."""
    since = clock.now() - A_DAY
    rows = list(
        SigningRequest.objects.filter(created_at__gte=since).values_list(
            "state", "purpose", "created_at", "sent_at", "refusal", "finding", "last_status"
        )
    )
    runs = StepRun.objects.filter(state=RunState.FAILED, started_at__gte=since, failure__in=OF_THE_PROVIDER)
    errors = [
        SigningError(started, _("стъпка от процедура за ПИК"), failure)
        for started, failure in runs.order_by("-pk").values_list("started_at", "failure")[:MOST_ERRORS]
    ]
    errors += [
        SigningError(sent or created, PURPOSES[purpose], _code(state, refusal, finding, status))
        for state, purpose, created, sent, refusal, finding, status in rows
        if state in _ERRORS
    ]
    counts = Counter(state for state, *_rest in rows)
    sent = [row[3] for row in rows if row[3]]
    right = [row[3] for row in rows if row[3] and row[0] not in _ERRORS]
    last_sent, last_right = max(sent, default=None), max(right, default=None)
    return SigningFigures(
        standing="quiet" if last_sent is None else "fine" if last_right == last_sent else "failing",
        last_sent=last_sent,
        last_right=last_right,
        counts=[(STATES[state], counts[state]) for state in STATES if counts[state]],
        total=len(rows),
        errors=sorted(errors, key=lambda error: error.at, reverse=True)[:MOST_ERRORS],
    )


def _code(state: str, refusal: str, finding: str, status: int | None) -> str:
    return refusal or finding or (f"{state} {status}" if status is not None else state)


def is_simulator() -> bool:
    """Return whether a simulator on this machine answers instead of a provider."""
    return settings.DEMO
