"""What is asked of procedures: which one a browser has, and where it stands."""

import hashlib
from uuid import UUID

from nssi.pik.failures import FAILURES
from nssi.pik.models import PikProcedure
from nssi.pik.steps import Progress, Run, RunState, Step


def digest_of(token: str) -> bytes:
    """Return what is kept of the secret that binds a procedure to its browser."""
    return hashlib.sha256(token.encode()).digest()


def find_procedure(token: str) -> PikProcedure | None:
    """Return the procedure of the browser that holds `token`, with its credential; None where there is none."""
    return PikProcedure.objects.select_related("credential").filter(token_digest=digest_of(token)).first()


def locked_procedure(token: str) -> PikProcedure | None:
    """Return the same, locked until the caller's transaction ends: two clicks pass one after the other."""
    return PikProcedure.objects.select_for_update().filter(token_digest=digest_of(token)).first()


def locked_by_id(procedure_id: UUID) -> PikProcedure:
    """Return the procedure with this id, locked likewise."""
    return PikProcedure.objects.select_for_update().get(pk=procedure_id)


def progress_of(procedure: PikProcedure) -> Progress:
    """Return where the procedure stands, by the runs of its steps."""
    return Progress.of(
        Run(Step(step), RunState(state), FAILURES.get(failure))
        for step, state, failure in procedure.runs.values_list("step", "state", "failure")
    )
