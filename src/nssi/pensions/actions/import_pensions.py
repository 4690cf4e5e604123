"""Import granted pensions, and their coefficients with new income, from files that may be given again and again."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TextIO
from uuid import uuid4

from django.db import transaction
from django.db.models import Q
from django.forms import Form

from nssi.audit import SYSTEM, record
from nssi.foundation import clock
from nssi.pensions.models import IncomeCoefficient, Pension
from nssi.pensions.pensions_file import CoefficientRow, PensionRow, paying_bodies
from nssi.people.models import Identifier, Person

ROWS_AT_ONCE = 2000
LONGEST_FIELD = 200


@dataclass
class ImportReport:
    """What became of a file. `refused`: line, field and why, in Bulgarian; a row that is known changes nothing."""

    rows: int = 0
    taken: int = 0
    known: int = 0
    refused: list[tuple[int, str, str]] = field(default_factory=list)


class NotSuchAFile(Exception):  # noqa: N818 – an answer, no error of ours
    """The first line does not name the columns."""


def import_pensions(file: TextIO) -> ImportReport:
    """Import the pensions of a file; a file number that is there is left as it is. Raises NotSuchAFile."""
    report, bodies = ImportReport(), paying_bodies()
    rows = _good(_rows(file, PensionRow), lambda row: PensionRow(row, bodies), report)
    while block := dict(islice(rows, ROWS_AT_ONCE)):
        with transaction.atomic():
            _take_pensions(list(block.values()), report)
    _note("pensions.import_pensions", report)
    return report


def import_coefficients(file: TextIO) -> ImportReport:
    """Import coefficients with new income; one that is there is replaced. Raises NotSuchAFile."""
    report = ImportReport()
    rows = _good(_rows(file, CoefficientRow), CoefficientRow, report)
    while block := dict(islice(rows, ROWS_AT_ONCE)):
        with transaction.atomic():
            _take_coefficients(block, report)
    _note("pensions.import_coefficients", report)
    return report


def _rows(file: TextIO, form: type[Form]) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.DictReader(file, delimiter=";", strict=True)
    try:
        if set(reader.fieldnames or ()) != set(form.base_fields):
            raise NotSuchAFile
        for row in reader:
            yield reader.line_num, {name: (row[name] or "")[:LONGEST_FIELD] for name in form.base_fields}
    except (csv.Error, UnicodeDecodeError):
        raise NotSuchAFile from None


def _good(
    rows: Iterable[tuple[int, dict[str, str]]], form: Any, report: ImportReport
) -> Iterator[tuple[int, dict[str, Any]]]:
    for line, row in rows:
        report.rows += 1
        read = form(row)
        if read.is_valid():
            yield line, read.cleaned_data
        else:
            report.refused += [(line, name, str(errors[0])) for name, errors in read.errors.items()]


def _take_pensions(rows: list[dict[str, Any]], report: ImportReport) -> None:
    numbers = [row["file_number"] for row in rows]
    known = set(Pension.objects.filter(file_number__in=numbers).values_list("file_number", flat=True))
    fresh = {row["file_number"]: row for row in rows if row["file_number"] not in known}
    report.known += len(rows) - len(fresh)
    people = _people(list(fresh.values()))
    made = [_pension(row, people[row["identifier_kind"], row["identifier"]]) for row in fresh.values()]
    report.taken += len(Pension.objects.bulk_create(made))


def _people(rows: list[dict[str, Any]]) -> dict[tuple[str, str], Any]:
    """Return the ids of the persons of these rows by kind and number; those nobody knew are made."""
    wanted = {(str(row["identifier_kind"]), row["identifier"]): row for row in rows}
    found = {
        (kind, number): person
        for kind, number, person in Identifier.objects.filter(
            Q(number__in=[number for _, number in wanted])
        ).values_list("kind", "number", "person_id")
    }
    unknown = {key: row for key, row in wanted.items() if key not in found}
    people = {
        key: Person(
            id=uuid4(),
            first_name=row["first_name"],
            middle_name=row["middle_name"],
            last_name=row["last_name"],
            created_at=clock.now(),
        )
        for key, row in unknown.items()
    }
    Person.objects.bulk_create(people.values())
    Identifier.objects.bulk_create(
        Identifier(person=person, kind=kind, number=number) for (kind, number), person in people.items()
    )
    return found | {key: person.id for key, person in people.items()}


def _pension(row: dict[str, Any], person_id: Any) -> Pension:
    said = {
        name: row[name] for name in ("file_number", "granted_on", "minimum_kind", "currency", "coefficient")
    }
    lengths = {
        f"{what}_{part}": row[f"{what}_{part}"]
        for what in ("service", "difference")
        for part in ("years", "months", "days")
    }
    return Pension(
        **said,
        **lengths,
        person_id=person_id,
        body_id=row["body"],
        country_income=int(row["country_income"] * 100),
        under_treaty=row["under_treaty"],
        yearly_since=row["yearly_since"],
        imported_at=clock.now(),
    )


def _take_coefficients(block: dict[int, dict[str, Any]], report: ImportReport) -> None:
    numbers = {row["file_number"] for row in block.values()}
    pensions = dict(Pension.objects.filter(file_number__in=numbers).values_list("file_number", "id"))
    fresh = {}
    for line, row in block.items():
        if pension := pensions.get(row["file_number"]):
            fresh[pension, row["year"]] = IncomeCoefficient(
                pension_id=pension,
                year=row["year"],
                coefficient=row["coefficient"],
                imported_at=clock.now(),
            )
        else:
            report.refused.append((line, "file_number", "Няма пенсия с този номер на досие."))
    IncomeCoefficient.objects.bulk_create(
        fresh.values(),
        update_conflicts=True,
        unique_fields=["pension", "year"],
        update_fields=["coefficient", "imported_at"],
    )
    report.taken += len(fresh)


def _note(event: str, report: ImportReport) -> None:
    counts = {"rows": report.rows, "taken": report.taken, "known": report.known}
    record(event, actor=SYSTEM, subject_kind="register", subject_id="pensions", details=counts)
