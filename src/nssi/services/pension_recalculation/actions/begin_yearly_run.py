"""Begin the recalculation of all pensions on 1 April of a year (Art. 102(2) and (3))."""

from datetime import date

from django.db import connection, transaction

from nssi.access.models import Official
from nssi.audit import SYSTEM, Actor, record
from nssi.foundation import clock
from nssi.pensions.models import Pension, YearlyBlock, YearlyRun
from nssi.services.pension_recalculation import jobs

PENSIONS_IN_BLOCK = 1000

_BLOCKS = """
INSERT INTO pensions_yearlyblock
    (run_id, first, last, state, higher, unchanged, without_service, excluded, failed, without_coefficient, rise)
SELECT %(run)s, (array_agg(id ORDER BY id))[1], (array_agg(id ORDER BY id DESC))[1], 'waiting', 0, 0, 0, 0, 0, 0, 0
FROM (
    SELECT id, (row_number() OVER (ORDER BY id) - 1) / %(size)s AS block
    FROM pensions_pension WHERE granted_on < %(effective)s
) AS placed
GROUP BY block
"""


class TooEarly(Exception):  # noqa: N818 – an answer, no error of ours
    """1 April of that year has not come."""


@transaction.atomic
def begin_yearly_run(year: int, official: Official | None = None) -> YearlyRun:
    """Return the run of `year`: begun now, or the one that is there. Its blocks are done by jobs.

    Raises TooEarly.
    """
    effective = date(year, 4, 1)
    if clock.today() < effective:
        raise TooEarly
    run, is_new = YearlyRun.objects.get_or_create(
        year=year,
        defaults={
            "pensions": Pension.objects.filter(granted_on__lt=effective).count(),
            "begun_at": clock.now(),
            "begun_by": official,
            "known_at": clock.now(),
        },
    )
    if is_new:
        with connection.cursor() as cursor:
            cursor.execute(_BLOCKS, {"run": run.pk, "size": PENSIONS_IN_BLOCK, "effective": effective})
        record(
            "pension_recalculation.begin_yearly_run",
            actor=Actor.official(official.pk) if official else SYSTEM,
            subject_kind="yearly_run",
            subject_id=str(year),
            details={"pensions": run.pensions},
        )
        for block in YearlyBlock.objects.filter(run=run).values_list("pk", flat=True):
            jobs.do_block(block)
        if not run.pensions:
            YearlyRun.objects.filter(pk=run.pk).update(ended_at=clock.now())
    return run
