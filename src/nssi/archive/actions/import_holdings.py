"""Import holdings from a file, in steps that an interruption cannot double."""

import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from django.db import connection, transaction

from nssi.archive import merging
from nssi.archive.holdings_file import (
    LONGEST_LINE,
    HoldingsRow,
    Known,
    Reader,
    RowRefused,
    columns_of,
)
from nssi.archive.merging import Block
from nssi.archive.models import HoldingsImport
from nssi.archive.queries import areas, places
from nssi.audit import SYSTEM, record
from nssi.foundation import clock

Tell = Callable[[HoldingsImport], None]

ROWS_IN_A_STEP = 10_000


class NoHoldings(Exception):  # noqa: N818 – an answer, no error of ours
    """The file does not begin with the line that names the columns of holdings."""


class ImportedElsewhere(Exception):  # noqa: N818 – an answer, no error of ours
    """Another process imports the same file now."""


def import_holdings(path: Path, tell: Tell = lambda _: None) -> HoldingsImport:
    """Import the file at `path` and return how that went. `tell` is told after each step how far it is.

    A step is a block of rows in a transaction of its own, with its place in the file: who gives the same file again after an
    interruption goes on where it stopped, and who gives a whole one again changes nothing. Raises NoHoldings,
    ImportedElsewhere, OSError.
    """
    with path.open("rb") as file:
        columns = columns_of(file.readline(LONGEST_LINE))
        if columns is None:
            raise NoHoldings
        head = file.tell()
        started = _started(file, path.name, head)
        known = Known(areas(), frozenset(place.code for place in places()), clock.today())
        reader, remembered = Reader(columns, known), set[str]()
        if started.finished_at is None:
            file.seek(started.bytes_done)
            for step in _steps(file, started.lines_done, reader):
                started = _merge(started.pk, step, remembered)
                tell(started)
            _finish(started)
    return started


@dataclass(frozen=True)
class _Step:
    """A block of lines that was read: what came before it, the block of good rows, those refused, how many lines and bytes it was."""

    lines_before: int
    block: Block
    refused: list[tuple[int, RowRefused]]
    lines: int
    size: int


def _started(file: BufferedReader, name: str, head: int) -> HoldingsImport:
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    started, _is_new = HoldingsImport.objects.get_or_create(
        sha256=digest,
        defaults={
            "name": "".join(sign if sign.isprintable() else "_" for sign in name)[-255:],
            "size": file.tell(),
            "started_at": clock.now(),
            "bytes_done": head,
            "lines_done": 1,
        },
    )
    return started


def _steps(file: BufferedReader, done: int, reader: Reader) -> Iterator[_Step]:
    """Yield the steps that are left; while one is merged by the database, the next is read and checked."""
    with ThreadPoolExecutor(1) as beside:
        waiting: Future[_Step] = beside.submit(_step, file, done, reader)
        while (step := waiting.result()).lines:
            done += step.lines
            waiting = beside.submit(_step, file, done, reader)
            yield step


def _step(file: BufferedReader, done: int, reader: Reader) -> _Step:
    rows: list[HoldingsRow] = []
    refused: list[tuple[int, RowRefused]] = []
    number, size = done, 0
    while number < done + ROWS_IN_A_STEP and (line := file.readline(LONGEST_LINE + 1)):
        number += 1
        size += len(line) + _rest_of(line, file)
        try:
            rows.append(reader.read(line, number))
        except RowRefused as why:
            refused.append((number, why))
    return _Step(done, Block.of(rows), refused, number - done, size)


def _rest_of(line: bytes, file: BufferedReader) -> int:
    """Pass over what follows of a line that is longer than a row can be, and return how much it was."""
    passed = 0
    while line and not line.endswith(b"\n"):
        line = file.readline(LONGEST_LINE)
        passed += len(line)
    return passed


@transaction.atomic
def _merge(import_id: int, step: _Step, remembered: set[str]) -> HoldingsImport:
    """Merge a step and move the place in the file behind it, while nobody else changes the holdings."""
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {merging.INSURERS}, {merging.DEPOSITS} IN SHARE ROW EXCLUSIVE MODE")
    started = HoldingsImport.objects.get(pk=import_id)
    if started.lines_done != step.lines_before:
        raise ImportedElsewhere
    verdict = merging.merge(step.block, import_id, clock.now())
    refused = step.refused + verdict.refused
    merging.note_errors(import_id, refused)
    merging.remember_words(verdict.words - remembered)
    remembered |= verdict.words
    started.bytes_done += step.size
    started.lines_done += step.lines
    started.rejected += len(refused)
    started.accepted += step.lines - len(refused)
    started.unchanged += verdict.unchanged
    started.save()
    return started


def _finish(started: HoldingsImport) -> None:
    merging.make_searchable()
    with transaction.atomic():
        started.finished_at = clock.now()
        started.save(update_fields=["finished_at"])
        record(
            "archive.holdings_imported",
            actor=SYSTEM,
            subject_kind="holdings_import",
            subject_id=str(started.pk),
            details={"accepted": started.accepted, "rejected": started.rejected},
        )
