"""The jobs of the yearly run: each block one, and a look after those whose job was lost."""

import contextlib

from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued

from nssi.foundation.queue import PATIENT, queue
from nssi.pensions.models import YearlyBlock


@queue.task(name="services.pension_recalculation.do_yearly_block", retry=PATIENT)
def do_yearly_block_of_run(block_id: int) -> None:
    """Recalculate the pensions of a block; the last one ends the run."""
    from nssi.services.pension_recalculation.actions.do_yearly_block import do_yearly_block, end_yearly_run

    do_yearly_block(block_id)
    end_yearly_run(YearlyBlock.objects.values_list("run_id", flat=True).get(pk=block_id))


@queue.periodic(cron="*/10 * * * *")
@queue.task(
    name="services.pension_recalculation.continue_yearly_runs",
    queueing_lock="services.pension_recalculation.continue_yearly_runs",
)
def continue_yearly_runs(timestamp: int) -> None:
    """Enqueue the blocks that still wait: their jobs were lost."""
    for block in YearlyBlock.objects.filter(state=YearlyBlock.State.WAITING).values_list("pk", flat=True):
        do_block(block)


def do_block(block_id: int) -> None:
    """Have a block done, where no job for it waits already."""
    waiting = f"services.pension_recalculation.do_yearly_block:{block_id}"
    with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
        do_yearly_block_of_run.configure(queueing_lock=waiting).defer(block_id=block_id)
