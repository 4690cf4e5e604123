"""End a procedure: nothing of it can be activated any more, and the phone is forgotten."""

from nssi.access.actions.destroy_pik import destroy_pik
from nssi.audit import SYSTEM, Actor, record
from nssi.foundation import clock
from nssi.foundation.queue import queue
from nssi.foundation.statements import store
from nssi.pik.models import PikProcedure
from nssi.pik.steps import RunState


def end_procedure(procedure: PikProcedure, end: PikProcedure.End, *, actor: Actor = SYSTEM) -> None:
    """End the locked, open `procedure` in the caller's transaction, as `end` says.

    Unless it was activated, its PIK is destroyed, and what still waits on the phone is withdrawn by a job. A step
    at work is over (F20).
    """
    now = clock.now()
    if end is not PikProcedure.End.ACTIVATED:
        procedure.runs.filter(state=RunState.RUNNING).update(
            state=RunState.FAILED, failure="F20", ended_at=now
        )
        if procedure.credential_id:
            destroy_pik(procedure.credential_id)
        if procedure.identity_request_id or procedure.certificate_request_id:
            queue.configure_task("pik.withdraw_documents").defer(procedure_id=str(procedure.pk))
    procedure.phone = ""
    procedure.end_reason, procedure.ended_at = end, now
    store(procedure, "phone", "end_reason", "ended_at")
    record(
        "pik.procedure_ended",
        actor=actor,
        subject_kind="pik_procedure",
        subject_id=str(procedure.pk),
        details={"end": end.value},
    )
