"""Start the run of a step: write it down and hand it to a worker, both or neither."""

from nssi.audit import ANONYMOUS, entry
from nssi.foundation import clock
from nssi.foundation.queue import enqueuing, queue
from nssi.foundation.statements import execute, insert
from nssi.pik.models import PikProcedure, StepRun
from nssi.pik.steps import RunState, Step


def start_run(procedure: PikProcedure, step: Step) -> None:
    """Start `step` of the locked `procedure` in the caller's transaction; a worker performs it after the commit.

    The database allows one running step a procedure, whoever calls this.
    """
    run = insert(StepRun(procedure=procedure, step=step, state=RunState.RUNNING, started_at=clock.now()))
    execute(
        entry(
            "pik.step_chosen",
            actor=ANONYMOUS,
            subject_kind="pik_procedure",
            subject_id=str(procedure.pk),
            details={"step": int(step)},
        ),
        job=enqueuing(queue.tasks["pik.perform_step"], run_id=run.pk),
    )
