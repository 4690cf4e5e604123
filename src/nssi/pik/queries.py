"""What is asked of procedures: which one a browser has, and where it stands."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import connection

from nssi.foundation.statements import row, rows
from nssi.pik.failures import FAILURES
from nssi.pik.models import PikProcedure, StepRun
from nssi.pik.steps import Progress, Run, RunState, Step


def digest_of(token: str) -> bytes:
    """Return what is kept of the secret that binds a procedure to its browser."""
    return hashlib.sha256(token.encode()).digest()


def find_procedure(token: str) -> PikProcedure | None:
    """Return the procedure of the browser that holds `token`; None where there is none."""
    return row(PikProcedure, "token_digest = %s", [digest_of(token)])


def locked_procedure(token: str) -> PikProcedure | None:
    """Return the same, locked until the caller's transaction ends: two clicks pass one after the other."""
    return row(PikProcedure, "token_digest = %s FOR UPDATE", [digest_of(token)])


def locked_by_id(procedure_id: UUID) -> PikProcedure:
    """Return the procedure with this id, locked likewise."""
    procedure = row(PikProcedure, "id = %s FOR UPDATE", [procedure_id])
    if procedure is None:
        raise PikProcedure.DoesNotExist
    return procedure


def run_with_procedure(run_id: int) -> StepRun:
    """Return the run with this id, its procedure beside it."""
    run = row(StepRun, "id = %s", [run_id])
    procedure = run and row(PikProcedure, "id = %s", [run.procedure_id])
    if not run or not procedure:
        raise StepRun.DoesNotExist
    run.procedure = procedure
    return run


def progress_of(procedure: PikProcedure) -> Progress:
    """Return where the procedure stands, by the runs of its steps."""
    return Progress.of(
        Run(Step(run.step), RunState(run.state), run.started_at, FAILURES.get(run.failure))
        for run in rows(StepRun, "procedure_id = %s ORDER BY id", [procedure.pk])
    )


def running_step(token: str) -> tuple[Step, datetime] | None:
    """Return the step at work in the open procedure of the browser that holds `token`, and when it began, or None.

    It is what pages ask again and again, so it asks for no more.
    """
    with connection.cursor() as cursor:
        cursor.execute(_RUNNING, [digest_of(token), RunState.RUNNING])
        found = cursor.fetchone()
    return (Step(found[0]), found[1]) if found else None


_RUNNING = """
SELECT run.step, run.started_at
FROM pik_pikprocedure procedure
JOIN pik_steprun run ON run.procedure_id = procedure.id
WHERE procedure.token_digest = %s AND procedure.ended_at IS NULL AND run.state = %s
"""
