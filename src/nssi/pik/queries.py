"""What is asked of procedures: which one a browser has, and where it stands."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from nssi.pik.failures import FAILURES
from nssi.pik.models import PikProcedure, StepRun
from nssi.pik.steps import Progress, Run, RunState, Step


def digest_of(token: str) -> bytes:
    """Return what is kept of the secret that binds a procedure to its browser."""
    return hashlib.sha256(token.encode()).digest()


def find_procedure(token: str) -> PikProcedure | None:
    """Return the procedure of the browser that holds `token`; None where there is none."""
    return _of(token, PikProcedure.objects.all())


def locked_procedure(token: str) -> PikProcedure | None:
    """Return the same, locked until the caller's transaction ends: two clicks pass one after the other."""
    return _of(token, PikProcedure.objects.select_for_update())


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
    found = next(iter(running.order_by().values_list("step", "started_at")), None)
    return (Step(found[0]), found[1]) if found else None


def _of(token: str, procedures: QuerySet[PikProcedure]) -> PikProcedure | None:
    try:
        return procedures.get(token_digest=digest_of(token))
    except PikProcedure.DoesNotExist:
        return None
