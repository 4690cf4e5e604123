"""A register of insured persons with a few rows, written without a file; and a file with a few rows."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import numpy as np

from nssi.insurance.form_1.layout import END_OF_FILE
from nssi.insurance.generator.months import declared, lines
from nssi.insurance.generator.people import People
from nssi.insurance.models import InsuranceDataRecord, Submission
from nssi.law.calendar import Calendar, Month
from nssi.law.parameters import shipped

INSURER = "175074752"
FIRST_MERGED_AT = datetime(2026, 1, 5, tzinfo=UTC)

_numbers = count(1)
_ZEROS = {
    field.name: 0
    for field in InsuranceDataRecord._meta.get_fields()
    if field.concrete and field.name not in {"pk", "submission", "submission_id"}
}


def merged_file(merged_at: datetime = FIRST_MERGED_AT, *months: Month) -> Submission:
    """Return a file that was taken in, checked and merged at a moment; `months`: those of its rows."""
    number = next(_numbers)
    return Submission.objects.create(
        name=f"EMPL2021-{number}.TXT",
        sha256=f"{number:064x}",
        size=1,
        source=Submission.Source.COMMAND,
        received_at=merged_at - timedelta(minutes=5),
        state=Submission.State.MERGED,
        merged_at=merged_at,
        first_month=min(months).first if months else None,
        last_month=max(months).first if months else None,
    )


def declare(number: str, month: Month, file: Submission, **fields: Any) -> InsuranceDataRecord:
    """Write a declaration into the register."""
    record = declaration(number, month, file, **fields)
    record.save(force_insert=True)
    return record


def declaration(number: str, month: Month, file: Submission, **fields: Any) -> InsuranceDataRecord:
    """Return what an insurer declared for a whole month of full time; `fields` say what was otherwise."""
    days = fields.get("insured_days", Calendar().working_days(month))
    worked = fields.get("worked_days", days)
    values: dict[str, Any] = {
        **_ZEROS,
        "identifier": number,
        "identifier_kind": InsuranceDataRecord.IdentifierKind.EGN,
        "insurer": INSURER,
        "month": date(*month, 1),
        "line": next(_numbers),
        "insured_type": 1,
        "correction_code": InsuranceDataRecord.Correction.REGULAR,
        "days_insured_on": (1 << month.last.day) - 1,
        "insured_days": days,
        "worked_days": worked,
        "worked_hours": worked * 8,
        "insurable_income": 100_000,
    }
    return InsuranceDataRecord(submission=file, **{**values, **fields})


def declare_months(number: str, first: Month, count: int, file: Submission, **fields: Any) -> None:
    """Declare so many months one after another."""
    InsuranceDataRecord.objects.bulk_create(
        declaration(number, first.plus(index), file, **fields) for index in range(count)
    )


def declaration_file(*months: Month, number: int = 8502124512, broken: int = 0) -> bytes:
    """Return a file of declaration form 1: a row for each month of a person, and so many more with a wrong number."""
    one = np.array([number])
    people = People(
        identifier=one,
        kind=np.array([0]),
        born_before_1960=np.array([False]),
        insurer=np.array([int(INSURER)]),
        insured_type=np.array([6]),
        hours_a_day=np.array([8]),
        pay=np.array([1500]),
        gap_from=np.array([0]),
        gap_for=np.array([0]),
    )
    rows = [
        line
        for month in months
        for line in lines(people, declared(people, month, 0, (1,), shipped()), np.zeros(1, dtype=np.int64))
    ]
    wrong = rows[0].replace(str(number).encode(), str(number + 1).encode())
    return b"".join([*rows, *[wrong] * broken]) + END_OF_FILE
