"""What is asked of procedures: which one a browser has, and where it stands."""

import hashlib
from datetime import datetime
from uuid import UUID

from nssi.pik.failures import FAILURES
from nssi.pik.models import PikProcedure, StepRun
from nssi.pik.steps import Progress, Run, RunState, Step


def digest_of(token: str) -> bytes:
    """Return what is kept of the secret that binds a procedure to its browser."""
    return hashlib.sha256(token.encode()).digest()


def find_procedure(token: str) -> PikProcedure | None:
    """Return the procedure of the browser that holds `token`; None where there is none."""
    return PikProcedure.objects.filter(token_digest=digest_of(token)).first()


def locked_procedure(token: str) -> PikProcedure | None:
    """Return the same, locked until the caller's transaction ends: two clicks pass one after the other."""
    return PikProcedure.objects.select_for_update().filter(token_digest=digest_of(token)).first()


def locked_by_id(procedure_id: UUID) -> PikProcedure:
    """Return the procedure with this id, locked likewise."""
    return PikProcedure.objects.select_for_update().get(pk=procedure_id)


def progress_of(procedure: PikProcedure) -> Progress:
    """Return where the procedure stands, by the runs of its steps."""
    return Progress.of(
        Run(Step(step), RunState(state), started_at, FAILURES.get(failure))
        for step, state, started_at, failure in procedure.runs.values_list(
            "step", "state", "started_at", "failure"
        )
    )


def running_step(token: str) -> tuple[Step, datetime] | None:
    """Return the step at work in the open procedure of the browser that holds `token`, and when it began, or None.

    It is what pages ask again and again, so it asks for no more.
    """
    running = StepRun.objects.filter(
        procedure__token_digest=digest_of(token), procedure__ended_at=None, state=RunState.RUNNING
    )
    found = running.values_list("step", "started_at").first()
    return (Step(found[0]), found[1]) if found else None
