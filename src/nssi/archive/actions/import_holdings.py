"""Import holdings from a file, in steps that an interruption cannot double."""

import gc
import hashlib
import multiprocessing
import signal
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass
from io import BufferedReader
from multiprocessing.connection import Connection
from pathlib import Path

from django.db import connection, transaction

from nssi.archive import merging
from nssi.archive.holdings_file import (
    LONGEST_LINE,
    Known,
    Reader,
    RowRefused,
    columns_of,
)
from nssi.archive.merging import Block, Incoming, incoming
from nssi.archive.models import HoldingsImport
from nssi.archive.queries import areas, places
from nssi.audit import SYSTEM, record
from nssi.foundation import clock

Tell = Callable[[HoldingsImport], None]

ROWS_IN_A_STEP = 10_000
STEPS_INDEXED_AT_ONCE = 10
"""The fewer, the longer it takes altogether; the more, the longer does who searches meanwhile wait."""

_FORK = multiprocessing.get_context("fork")


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
        if started.finished_at is None:
            file.seek(started.bytes_done)
            remembered = set[str]()
            steps = _steps(file, started.lines_done, Reader(columns, known), remembered)
            with closing(steps), ThreadPoolExecutor(1) as beside:
                for number, step in enumerate(steps, 1):
                    started = _merge(started.pk, step, remembered)
                    if number % STEPS_INDEXED_AT_ONCE == 0:
                        beside.submit(merging.index_names_beside)
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


def _steps(
    file: BufferedReader, done: int, reader: Reader, remembered: set[str]
) -> Generator[_Step, None, None]:
    """Yield the steps that are left; while one is merged by the database, a process of its own reads and checks the next.

    What is `remembered` after a step is told to that process, and not kept.
    """
    step = _step(file, done, reader, remembered)
    if step.lines < ROWS_IN_A_STEP:
        if step.lines:
            yield step
        return
    here, there = _FORK.Pipe()
    beside = _FORK.Process(target=_send_steps, args=(file, done + step.lines, reader, here, there))
    beside.start()
    there.close()
    try:
        while step.lines:
            yield step
            step = here.recv()
            here.send(remembered)
            remembered.clear()
    finally:
        here.close()
        beside.join()


def _send_steps(file: BufferedReader, done: int, reader: Reader, here: Connection, there: Connection) -> None:
    """Send the steps that are left, the last one empty. Ends when nobody takes them any more, for whatever reason."""
    here.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()  # rows make no cycles, and to look for some takes time
    remembered = set[str]()
    with suppress(BrokenPipeError, ConnectionResetError, EOFError):
        while (step := _step(file, done, reader, remembered)).lines:
            there.send(step)
            remembered |= there.recv()
            done += step.lines
        there.send(step)
        there.recv()


def _step(file: BufferedReader, done: int, reader: Reader, remembered: set[str]) -> _Step:
    rows: list[Incoming] = []
    refused: list[tuple[int, RowRefused]] = []
    number, size = done, 0
    while number < done + ROWS_IN_A_STEP and (line := file.readline(LONGEST_LINE + 1)):
        number += 1
        size += len(line) + _rest_of(line, file)
        try:
            rows.append(incoming(reader.read(line, number), remembered))
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
    merging.remember_words(verdict.words)
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
