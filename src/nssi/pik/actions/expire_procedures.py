"""Expire procedures: the sweeper that looks after what would otherwise last for ever."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from nssi.foundation import clock
from nssi.pik.actions.end_procedure import end_procedure
from nssi.pik.actions.request_identity import VALID_FOR
from nssi.pik.actions.settle_run import settle_run
from nssi.pik.models import PikProcedure, StepRun
from nssi.pik.outcomes import interrupted
from nssi.pik.queries import locked_by_id
from nssi.pik.steps import RunState

End = PikProcedure.End

LONGEST_RUN = timedelta(minutes=5)
"""How long a step may be at work. Its calls to the provider are all bounded, and together stay below this."""


def expire_procedures() -> None:
    """End what is past its 2 hours (S0.8), forget phones for which nothing was ever sent, give up steps that hang."""
    now = clock.now()
    unended = PikProcedure.objects.filter(ended_at=None)
    idle = unended.filter(expires_at=None).alias(last_run_at=Max("runs__started_at"))
    _end(unended.filter(expires_at__lte=now).values_list("pk", flat=True), End.EXPIRED)
    _end(idle.filter(last_run_at__lte=now - VALID_FOR).values_list("pk", flat=True), End.ABANDONED)
    for run in StepRun.objects.filter(state=RunState.RUNNING, started_at__lte=now - LONGEST_RUN):
        with transaction.atomic():
            settle_run(run, interrupted(run))


def _end(procedure_ids: Iterable[UUID], end: PikProcedure.End) -> None:
    for procedure_id in list(procedure_ids):
        with transaction.atomic():
            procedure = locked_by_id(procedure_id)
            if procedure.is_open:
                end_procedure(procedure, end)
