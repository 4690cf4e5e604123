"""Settle a run: it is done, or it failed; what that means for the procedure follows at once."""

from nssi.audit import SYSTEM, record
from nssi.foundation import clock
from nssi.foundation.statements import change
from nssi.pik.actions.end_procedure import end_procedure
from nssi.pik.failures import Failure
from nssi.pik.models import PikProcedure, StepRun
from nssi.pik.queries import locked_by_id
from nssi.pik.steps import RunState


def settle_run(run: StepRun, failure: Failure | None) -> None:
    """Settle `run` as done, or as failed with `failure`, in the caller's transaction.

    A failure after which nothing may follow ends the procedure. A run that is at work no longer – the sweeper gave
    it up, or the procedure has ended – stays as it is, however late its worker comes.
    """
    ending = locked_by_id(run.procedure_id) if failure and failure.ends else None
    settled = change(
        StepRun,
        {
            "state": RunState.FAILED if failure else RunState.DONE,
            "failure": failure.code if failure else "",
            "ended_at": clock.now(),
        },
        "id = %s AND state = %s",
        [run.pk, RunState.RUNNING],
    )
    if not settled:
        return
    record(
        "pik.step_settled",
        actor=SYSTEM,
        subject_kind="pik_procedure",
        subject_id=str(run.procedure_id),
        details={"step": run.step, "failure": failure.code if failure else ""},
    )
    if ending:
        end_procedure(ending, PikProcedure.End.STOPPED)
