"""Begin a procedure with a phone, or check its registration again (step 1)."""

import secrets
from datetime import timedelta

from nssi.access import throttle
from nssi.audit import ANONYMOUS, record
from nssi.foundation import clock
from nssi.foundation.statements import insert, store
from nssi.pik.actions.end_procedure import end_procedure
from nssi.pik.actions.start_run import start_run
from nssi.pik.certificate import SLUG
from nssi.pik.models import PikProcedure
from nssi.pik.queries import digest_of, locked_procedure, progress_of
from nssi.pik.steps import Step
from nssi.records.pauses import ServicePaused, pause_of

_PAUSE = timedelta(minutes=15)
CHECKS_OF_A_PHONE = throttle.Limit("pik.check_of_phone", tries=10, window=_PAUSE, pauses=(_PAUSE,))
CHECKS_FROM_AN_ADDRESS = throttle.Limit("pik.check_from_address", tries=30, window=_PAUSE, pauses=(_PAUSE,))
"""Who checks number after number learns who is registered: so they wait (F06)."""


class TooManyChecksError(Exception):
    """Registrations were checked too often, of this phone or from this address (F06)."""


def begin_procedure(phone: str, *, token: str, address: str) -> str:
    """Check the registration of `phone` (normalised) and return the token of the procedure that does.

    `token` is what the browser holds, or nothing. A procedure of its own that is not past step 1 goes on with this
    phone; one that is, or whose check is at work, stays as it is (F21, F22). Else a new one begins. `address` is
    the network address of the browser. Raises TooManyChecksError, and ServicePaused where a new one would begin while the
    service is paused (A-06); then has changed nothing. In the caller's transaction.
    """
    procedure = locked_procedure(token)
    if procedure and procedure.is_open and procedure.is_past(clock.now()):
        end_procedure(procedure, PikProcedure.End.EXPIRED)
    if procedure is None or not procedure.is_open:
        if (pause := pause_of(SLUG)) is not None:
            raise ServicePaused(pause.until)
        token = secrets.token_urlsafe(32)
        procedure = PikProcedure(token_digest=digest_of(token), created_at=clock.now())
    elif progress_of(procedure).active is not Step.CHECK:
        return token
    if throttle.count(CHECKS_OF_A_PHONE, phone) or throttle.count(CHECKS_FROM_AN_ADDRESS, address):
        raise TooManyChecksError
    procedure.phone = phone
    if procedure._state.adding:
        insert(procedure)
    else:
        store(procedure, "phone")
    record("pik.phone_given", actor=ANONYMOUS, subject_kind="pik_procedure", subject_id=str(procedure.pk))
    start_run(procedure, Step.CHECK)
    return token
