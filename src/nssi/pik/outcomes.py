"""What the steps that wait on the provider share: the open procedure, and what a request's state means to it."""

from nssi.foundation import clock
from nssi.foundation.statements import row
from nssi.pik.failures import F05, F07, F08, F14, F18, Failure
from nssi.pik.models import PikProcedure, StepRun
from nssi.pik.queries import locked_by_id
from nssi.pik.steps import RunState, Step
from nssi.signing.actions.refresh_request import refresh_request
from nssi.signing.models import SigningRequest
from nssi.signing.port import ProviderRefused, ProviderUnavailable

_State = SigningRequest.State


class ProcedureOverError(Exception):
    """The procedure has ended, or its 2 hours are over, or the run was given up: nothing more is done for it."""


def require_open(procedure: PikProcedure) -> None:
    """Raise ProcedureOverError unless the procedure is open and within its time by the clock."""
    if not procedure.is_open or procedure.is_past(clock.now()):
        raise ProcedureOverError


def open_procedure(run: StepRun) -> PikProcedure:
    """Return the procedure of `run`, both locked in the caller's transaction.

    Raises ProcedureOverError unless it is open, within its time, and this run of it is still at work.
    """
    # the procedure's row first, then the run's: whoever ends a procedure takes them in this order too
    procedure = locked_by_id(run.procedure_id)
    if row(StepRun, "id = %s AND state = %s FOR UPDATE", [run.pk, RunState.RUNNING]) is None:
        raise ProcedureOverError
    require_open(procedure)
    return procedure


def is_certain(request: SigningRequest) -> bool:
    """Return whether it is known that the document was sent: nobody has told us of one in between (F08)."""
    return request.state not in {_State.SENDING, _State.UNKNOWN}


def read_again(request: SigningRequest) -> SigningRequest:
    """Return the request as the provider reports it now, or as it was where the provider cannot be asked."""
    try:
        return refresh_request(request)
    except (ProviderUnavailable, ProviderRefused):
        return request


def interrupted(run: StepRun) -> Failure:
    """Return what is told of a run that ended before anybody could say how: as much as is certain, and no more."""
    procedure = PikProcedure.objects.select_related("identity_request", "certificate_request").get(
        pk=run.procedure_id
    )
    match Step(run.step):
        case Step.CHECK:
            return F05
        case Step.REQUEST:
            return F08 if _may_be_there(procedure.identity_request) else F07
        case Step.ISSUE:
            if _may_be_there(procedure.certificate_request):
                return F08
            return F14 if procedure.identity_request and procedure.identity_request.is_signed else F05
        case Step.CONFIRM:
            return F18


def _may_be_there(request: SigningRequest | None) -> bool:
    return request is not None and request.state != _State.CREATED and not request.may_be_replaced
