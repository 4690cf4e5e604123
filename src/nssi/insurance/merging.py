"""Rows into the register: what it knows already is compared, what is new is copied in, and what was wrong is noted.

New ground is not compared: where the register has nothing of an insurer for a month, no row can repeat or correct anything.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from django.db import connection, models

from nssi.insurance.form_1.columns import Columns
from nssi.insurance.form_1.layout import (
    DAYS_AND_HOURS,
    FIELDS,
    INSURABLE_INCOME,
    MONTH,
    YEAR,
)
from nssi.insurance.form_1.masking import masked
from nssi.insurance.models import FIRST_MONTH_IN_EURO, InsuranceDataRecord, Submission, SubmissionError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nssi.insurance.form_1.columns import Truth, Whole

    Rows = NDArray[Any]
    """Rows of the register as the binary format of COPY has them."""

REGISTER = InsuranceDataRecord._meta.db_table
_HEADER, _TRAILER = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"
_EPOCH = np.datetime64("2000-01-01")
_PIECE = 1024 * 1024
_WIDTHS = {
    models.SmallIntegerField: ">i2",
    models.IntegerField: ">i4",
    models.PositiveIntegerField: ">i4",
    models.DateField: ">i4",
    models.ForeignKey: ">i4",
}
_COLUMNS = tuple(
    (one.column, _WIDTHS.get(type(one), ">i8"))
    for one in InsuranceDataRecord._meta.local_fields
    if one.column
)
_NAMES = ", ".join(name for name, _width in _COLUMNS)
_IDENTITY = {"submission_id", "line", "correction_code"}
_CONTENT = [name for name, _width in _COLUMNS if name not in _IDENTITY]
_ROW = np.dtype(
    [("columns", ">i2")]
    + [part for name, width in _COLUMNS for part in ((f"size of {name}", ">i4"), (name, width))]
)


@dataclass(frozen=True)
class Verdict:
    """What comparing found: lines that say what the register knows, and lines with nothing to correct or delete."""

    unchanged: "Whole"
    nothing_to_correct: "Whole"


def rows_of(columns: Columns, days_insured_on: "Whole", submission_id: int) -> "Rows":
    """Return the rows of a block, good and bad, as the register keeps them."""
    value = columns.values
    rows = np.zeros(len(columns.lines), dtype=_ROW)
    rows["columns"] = len(_COLUMNS)
    for name, width in _COLUMNS:
        rows[f"size of {name}"] = np.dtype(width).itemsize
    for field in FIELDS:
        if field.kept:
            rows[field.name] = value[field.number]
    rows["month"] = first_days(columns)
    rows["submission_id"] = submission_id
    rows["line"] = columns.lines
    rows["days_insured_on"] = days_insured_on
    rows["insured_days"], rows["insured_hours"] = np.divmod(value[DAYS_AND_HOURS], 100)
    return rows


def first_days(columns: Columns) -> "Whole":
    """Return the first day of each row's month, counted from 01.01.2000 as PostgreSQL does."""
    year, month = columns.values[YEAR], columns.values[MONTH]
    months = ((year - 1970) * 12 + month - 1).astype("datetime64[M]")
    return cast("Whole", (months.astype("datetime64[D]") - _EPOCH).astype(np.int64))


def day_of(first_day: int) -> date:
    """Return the day that so many days since 01.01.2000 mean."""
    return cast(date, (_EPOCH + first_day).item())


def on_known_ground(months: "Whole", insurers: "Whole", submission_id: int) -> "Truth":
    """Say which rows are of a month (its first day) and an insurer of which another submission brought something."""
    known = np.zeros(len(months), dtype=bool)
    for month in np.unique(months).tolist():
        first_day = day_of(month)
        if not _others_reach(first_day, submission_id):
            continue
        of_month = months == month
        around = (first_day, submission_id)
        with connection.cursor() as cursor:
            cursor.execute(KNOWN_INSURERS, [*around, *around, np.unique(insurers[of_month]).tolist()])
            found = [insurer for (insurer,) in cursor.fetchall()]
        if found:
            known |= of_month & np.isin(insurers, found)
    return known


def _others_reach(month: date, submission_id: int) -> bool:
    """Say whether the months of another submission reach over this one: that is known without looking into the register."""
    around = Submission.objects.filter(first_month__lte=month, last_month__gte=month)
    return around.exclude(pk=submission_id).exists()


_OTHERS = f"""
    SELECT 1 FROM {REGISTER} r WHERE r.month = %s AND r.insurer = asked.insurer AND r.submission_id {{}} %s
    ORDER BY r.submission_id LIMIT 1
"""  # noqa: S608 – our own names
"""In the order of the index of insurers: the planner knows nothing of a new month, and might else walk through all its persons."""

KNOWN_INSURERS = f"""
SELECT insurer FROM (
    SELECT asked.insurer, ({_OTHERS.format("<")}) AS before, ({_OTHERS.format(">")}) AS after
    FROM unnest(%s::bigint[]) AS asked(insurer)
) AS looked_up
WHERE before IS NOT NULL OR after IS NOT NULL
"""  # noqa: S608 – a scalar subquery is looked up in the index row by row; EXISTS may become a join over the whole register


def compare(rows: "Rows") -> Verdict:
    """Compare rows with those of their keys that hold in the register, in the caller's transaction.

    A regular row is unchanged where one that holds says the same, a corrective one where it is the only one that holds. Both a
    corrective and a deleting row need something that holds.
    """
    found = []
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE compared (LIKE {REGISTER}) ON COMMIT DROP")
        _copy(rows, "compared")
        cursor.execute("ANALYZE compared")
        for month in np.unique(rows["month"]).tolist():
            cursor.execute(_COMPARE, [day_of(month)] * 3)
            found += cursor.fetchall()
        cursor.execute("DROP TABLE compared")
    unchanged = [
        line for line, code, holding, same in found if same and (code == 0 or (code == 1 and holding == 1))
    ]
    missing = [line for line, code, holding, _same in found if code != 0 and not holding]
    return Verdict(np.array(unchanged, dtype=np.int64), np.array(missing, dtype=np.int64))


_SAME_KEY = (
    "{row}.identifier = compared.identifier AND {row}.identifier_kind = compared.identifier_kind"
    " AND {row}.insurer + 0 = compared.insurer AND {row}.insured_type = compared.insured_type"
)
"""By the index of persons, never by that of insurers (so the + 0): one person has few rows in a month, one insurer thousands."""

_COMPARE = f"""
SELECT compared.line, compared.correction_code, held.count, held.same
FROM compared CROSS JOIN LATERAL (
    SELECT count(*) AS count, coalesce(bool_or(
        ({", ".join(f"r.{name}" for name in _CONTENT)}) = ({", ".join(f"compared.{name}" for name in _CONTENT)})
    ), false) AS same
    FROM {REGISTER} r JOIN insurance_submission s ON s.id = r.submission_id
    WHERE r.month = %s AND {_SAME_KEY.format(row="r")} AND r.correction_code <> 8
        AND s.merged_at >= coalesce((
            SELECT max(since.merged_at)
            FROM {REGISTER} later JOIN insurance_submission since ON since.id = later.submission_id
            WHERE later.month = %s AND {_SAME_KEY.format(row="later")} AND later.correction_code <> 0
        ), '-infinity')
) AS held
WHERE compared.month = %s
"""  # noqa: S608 – all names are our own; an aggregate in LATERAL is looked up row by row, however much the month holds


def add(rows: "Rows", chosen: "Whole") -> None:
    """Copy the chosen rows into the register, in the order in which they are chosen."""
    _copy(_chosen(rows, chosen), REGISTER)


def _chosen(rows: "Rows", chosen: "Whole") -> "Rows":
    """Return some rows, each copied as one piece: numpy copies a record field by field."""
    return rows.view(np.dtype((np.void, _ROW.itemsize)))[chosen].view(_ROW)


def _copy(rows: "Rows", table: str) -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({_NAMES}) FROM STDIN (FORMAT binary)") as copy,
    ):
        copy.write(_HEADER)
        content = rows.view(np.uint8).data
        for start in range(0, len(content), _PIECE):
            copy.write(content[start : start + _PIECE])
        copy.write(_TRAILER)


def tell_planner_of_new_years() -> None:
    """Count the years of the register that were never counted: to find one person there, the planner would have all read."""
    with connection.cursor() as cursor:
        cursor.execute(_NEVER_COUNTED, [REGISTER])
        for (year,) in cursor.fetchall():
            cursor.execute(f"ANALYZE {year}")


_NEVER_COUNTED = """
SELECT inhrelid::regclass::text FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
WHERE inhparent = %s::regclass AND reltuples <= 0 AND pg_relation_size(inhrelid) > 0
"""


def note_errors(columns: Columns, submission_id: int) -> None:
    """Write the defects of a block into the protocol."""
    with (
        connection.cursor() as cursor,
        cursor.copy(
            f"COPY {SubmissionError._meta.db_table} (submission_id, line, field, code, value) FROM STDIN"
        ) as copy,
    ):
        for line, field, code, value in _errors(columns):
            copy.write_row((submission_id, line, field, code, value))


def _errors(columns: Columns) -> Iterator[tuple[int, int, str, str]]:
    for defect in columns.defects:
        for row in defect.rows.tolist():
            shown = masked(defect.field, columns.texts.of(row, defect.field))
            yield int(columns.lines[row]), defect.field, defect.code, shown


def count(submission: Submission, columns: Columns, unchanged: int) -> None:
    """Add the rows of a block to the counts and sums of a submission, which is not saved."""
    good = columns.good
    year, income = columns.values[YEAR], columns.values[INSURABLE_INCOME]
    euro, leva = year >= FIRST_MONTH_IN_EURO.year, (year > 0) & (year < FIRST_MONTH_IN_EURO.year)
    submission.rows_done += len(good)
    submission.accepted += int(good.sum())
    submission.rejected += int((~good).sum())
    submission.unchanged += unchanged
    submission.accepted_leva += int(income[good & leva].sum())
    submission.accepted_euro += int(income[good & euro].sum())
    submission.rejected_leva += int(income[~good & leva].sum())
    submission.rejected_euro += int(income[~good & euro].sum())
    if good.any():
        days = first_days(columns)[good]
        first, last = day_of(int(days.min())), day_of(int(days.max()))
        submission.first_month = min(first, submission.first_month or first)
        submission.last_month = max(last, submission.last_month or last)
