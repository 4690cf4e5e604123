"""Start the run of a step: write it down and hand it to a worker, both or neither."""

from nssi.audit import ANONYMOUS, record
from nssi.foundation import clock
from nssi.foundation.queue import queue
from nssi.pik.models import PikProcedure
from nssi.pik.steps import RunState, Step


def start_run(procedure: PikProcedure, step: Step) -> None:
    """Start `step` of the locked `procedure` in the caller's transaction; a worker performs it after the commit.

    The database allows one running step a procedure, whoever calls this.
    """
    run = procedure.runs.create(step=step, state=RunState.RUNNING, started_at=clock.now())
    queue.configure_task("pik.perform_step").defer(run_id=run.pk)
    record(
        "pik.step_chosen",
        actor=ANONYMOUS,
        subject_kind="pik_procedure",
        subject_id=str(procedure.pk),
        details={"step": int(step)},
    )
