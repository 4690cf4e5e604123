"""Step 2: ask the person, on the phone, for the signed data of their identity card (S0.3)."""

from datetime import timedelta

from django.db import transaction

from nssi.foundation import clock
from nssi.foundation.statements import store
from nssi.pik.failures import F07, F08, Failure
from nssi.pik.models import StepRun
from nssi.pik.outcomes import ProcedureOverError, is_certain, open_procedure, read_again
from nssi.pik.steps import RunState, Step
from nssi.signing.actions.begin_request import begin_request
from nssi.signing.actions.send_identity_request import send_identity_request
from nssi.signing.models import SigningRequest

VALID_FOR = timedelta(hours=2)
"""How long the documents of a procedure are valid, all steps together, from the first one sent (S0.8)."""

REASON = "Издаване на ПИК от НОИ"
"""What the phone shows beside the statement: what the data are asked for."""


def request_identity(run: StepRun) -> Failure | None:
    """Return how the sending failed, or None: the statement is on the phone, or was there before.

    A statement that was sent, or may have been, is not sent again (F08); only one that ended unsigned is replaced.
    """
    request = send_identity_request(_request_of(run), run.procedure.phone, REASON)
    if not is_certain(request) and not is_certain(read_again(request)):
        return F08
    if request.state == SigningRequest.State.REFUSED:
        _stop_the_clock(run)
        return F07
    if request.state == SigningRequest.State.EXPIRED:
        raise ProcedureOverError
    return None


@transaction.atomic
def _request_of(run: StepRun) -> SigningRequest:
    """Return the request to send: the one there is, or a new one, linked before anything leaves."""
    procedure = open_procedure(run)
    request = procedure.identity_request
    if request is None or request.may_be_replaced:
        if procedure.expires_at is None:
            procedure.expires_at = clock.now().replace(microsecond=0) + VALID_FOR
        request = begin_request(SigningRequest.Purpose.IDENTITY, procedure.expires_at)
        procedure.identity_request = request
        store(procedure, "identity_request", "expires_at")
    return request


@transaction.atomic
def _stop_the_clock(run: StepRun) -> None:
    """The 2 hours begin with the first document that is sent: a refused one does not count."""
    procedure = open_procedure(run)
    if not procedure.runs.filter(step=Step.REQUEST, state=RunState.DONE).exists():
        procedure.expires_at = None
        store(procedure, "expires_at")
