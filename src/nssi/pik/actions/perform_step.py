"""Perform a step: do what its number asks, and settle its run by what came of it."""

from collections.abc import Callable

from django.db import transaction

from nssi.foundation import clock
from nssi.pik.actions.confirm_signature import confirm_signature
from nssi.pik.actions.end_procedure import end_procedure
from nssi.pik.actions.issue_certificate import issue_certificate
from nssi.pik.actions.perform_check import perform_check
from nssi.pik.actions.request_identity import request_identity
from nssi.pik.actions.settle_run import settle_run
from nssi.pik.failures import Failure
from nssi.pik.models import PikProcedure, StepRun
from nssi.pik.outcomes import ProcedureOverError, interrupted, require_open
from nssi.pik.queries import locked_by_id, run_with_procedure
from nssi.pik.steps import RunState, Step

_ACTS: dict[Step, Callable[[StepRun], Failure | None]] = {
    Step.CHECK: perform_check,
    Step.REQUEST: request_identity,
    Step.ISSUE: issue_certificate,
    Step.CONFIRM: confirm_signature,
}


def perform_step(run_id: int) -> None:
    """Perform the run with this id, unless it was settled before. Runs in jobs only: it waits on the provider.

    It can be called again after a crash at any point: nothing is sent twice, nothing is activated too late. What goes
    wrong in an unforeseen way settles the run too, and is raised for the log.
    """
    run = run_with_procedure(run_id)
    if run.state != RunState.RUNNING:
        return
    try:
        require_open(run.procedure)
        failure = _ACTS[Step(run.step)](run)
    except ProcedureOverError:
        _expire(run)
        return
    except Exception:
        with transaction.atomic():
            settle_run(run, interrupted(run))
        raise
    with transaction.atomic():
        settle_run(run, failure)


@transaction.atomic
def _expire(run: StepRun) -> None:
    procedure = locked_by_id(run.procedure_id)
    if procedure.is_open and procedure.is_past(clock.now()):
        end_procedure(procedure, PikProcedure.End.EXPIRED)
