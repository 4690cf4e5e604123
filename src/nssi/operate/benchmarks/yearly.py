"""`nssi bench yearly`: the recalculation of all pensions on 1 April, from the register to stored receipts, on two cores."""

import os
import time
from typing import Any

from nssi.operate.benchmarks.throwaway import throwaway_database

PENSIONS = 200_000
MOST_SECONDS = 300
REQUIRED = PENSIONS / MOST_SECONDS  # pensions a second
PROCESSES = 2
YEAR = 2026

_PEOPLE = """
INSERT INTO people_person (
    id, first_name, middle_name, last_name, first_name_latin, middle_name_latin, last_name_latin, known_deceased, created_at
)
SELECT ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'Мария', 'Петрова', 'Иванова', '', '', '', false, %(now)s
FROM generate_series(1, %(count)s) n
"""
_NUMBERS = """
INSERT INTO people_identifier (person_id, kind, number)
SELECT ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'egn', (4000000000 + n)::text
FROM generate_series(1, %(count)s) n
"""
_PENSIONS = """
INSERT INTO pensions_pension (
    id, person_id, file_number, body_id, granted_on, minimum_kind, country_income, currency, coefficient, service_years,
    service_months, service_days, difference_years, difference_months, difference_days, under_treaty, imported_at
)
SELECT
    uuidv7(), ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'П-' || n, '03',
    (ARRAY['2022-03-15', '2023-03-15', '2024-03-15', '2025-03-15'])[1 + n %% 4]::date, 'art_68_1',
    (ARRAY[116925, 129000, 148000, 169000])[1 + n %% 4], 'BGN', 1 + (n %% 2000) / 1000.0, 30 + n %% 12, n %% 12, n %% 30,
    0, 0, 0, false, %(now)s
FROM generate_series(1, %(count)s) n
"""


def measure(full: bool) -> dict[str, Any]:
    """Recalculate 200 000 pensions, each of somebody who worked all of the last year; a tenth of them by default."""
    count = PENSIONS if full else PENSIONS // 10
    with throwaway_database():
        return _measured(count)


def _measured(count: int) -> dict[str, Any]:
    from nssi.pensions.models import PensionRecalculation, YearlyBlock
    from nssi.pensions.queries import report_of
    from nssi.services.pension_recalculation.actions.begin_yearly_run import begin_yearly_run
    from nssi.services.pension_recalculation.actions.do_yearly_block import end_yearly_run

    _fill(count)
    began = time.perf_counter()
    run = begin_yearly_run(YEAR)
    blocks = list(YearlyBlock.objects.filter(run=run).order_by("pk").values_list("pk", flat=True))
    _side_by_side(blocks)
    ended = end_yearly_run(run.pk)
    seconds = time.perf_counter() - began
    report = report_of(run)
    stored = PensionRecalculation.objects.exclude(receipt=None).count()
    right = ended and stored == report["higher"] == count
    rate = count / seconds
    return {
        "figure": round(rate),
        "unit": "pensions a second",
        "required": f"{REQUIRED:.0f} pensions a second: {PENSIONS} in {MOST_SECONDS} s",
        "ratio": round(rate / REQUIRED, 2) if right else 0,
        "peers": {},
        "volume": f"{count} pensions of people who worked a year, {stored} receipts, {PROCESSES} processes",
    }


def _fill(count: int) -> None:
    """Let everybody have worked from January to December of the year before."""
    from django.db import connection

    from nssi.foundation import clock
    from nssi.insurance.models import InsuranceDataRecord, Submission

    values: dict[str, Any] = {"count": count, "now": clock.now(), "year": YEAR - 1}
    file = Submission.objects.create(
        name="EMPL2021.TXT",
        sha256="0" * 64,
        size=1,
        source=Submission.Source.COMMAND,
        received_at=clock.now(),
        state=Submission.State.MERGED,
        merged_at=clock.now(),
    )
    table = InsuranceDataRecord._meta.db_table
    given = {
        "submission_id": str(file.pk),
        "identifier": "14000000000 + n",
        "identifier_kind": str(InsuranceDataRecord.IdentifierKind.EGN.value),
        "insurer": "1175074752",
        "month": f"make_date({YEAR - 1}, m, 1)",
        "line": "(m - 1) * %(count)s + n",
        "insured_type": "1",
        "correction_code": str(InsuranceDataRecord.Correction.REGULAR.value),
        "days_insured_on": "((1::bigint << extract(day FROM make_date(%(year)s, m, 1) + interval '1 month - 1 day')::int) - 1)::int",
        "insured_days": "20",
        "worked_days": "20",
        "worked_hours": "160",
        "insurable_income": "100000",
    }
    columns = [field.column for field in InsuranceDataRecord._meta.local_fields if field.column]
    declarations = (
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(given.get(name, '0') for name in columns)}"  # noqa: S608 – our own names
        " FROM generate_series(1, %(count)s) n, generate_series(1, 12) m"
    )
    with connection.cursor() as cursor:
        for statement in (_PEOPLE, _NUMBERS, _PENSIONS, declarations):
            cursor.execute(statement, values)
        cursor.execute("VACUUM (ANALYZE)")


def _side_by_side(blocks: list[int]) -> None:
    """Do the blocks in processes of their own, as workers do."""
    from django.db import connections

    connections.close_all()
    children = []
    for share in range(PROCESSES):
        child = os.fork()
        if child == 0:
            code = 1
            try:
                code = _do(blocks[share::PROCESSES])
            finally:
                os._exit(code)
        children.append(child)
    if any(os.waitpid(child, 0)[1] for child in children):
        raise RuntimeError("a block was not done")


def _do(blocks: list[int]) -> int:
    from nssi.services.pension_recalculation.actions.do_yearly_block import do_yearly_block

    for block in blocks:
        do_yearly_block(block)
    return 0
