"""`nssi bench declarations`: files of declaration form 1 from their bytes into the register, beside a bare COPY of the same rows.

The bare way copies the whole lines into a table without log, and then the same rows, ready made as COPY writes them, into a table with
the same columns and indexes. It checks nothing, compares nothing and cannot go on after an interruption.

How much longer one import takes than another is told by the clock, and in CPU time beside it: on a machine that is shared the clock
tells of its neighbours too. Three million rows are held against the mean of a million before them and a million after them, for
the pace of a machine drifts, and the register is fuller each time.
"""

import multiprocessing
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

from nssi.law.calendar import Month
from nssi.law.parameters import shipped
from nssi.operate.benchmarks.full_register import fill
from nssi.operate.benchmarks.insured_person import milliseconds_of_page
from nssi.operate.benchmarks.processes import cpu_seconds
from nssi.operate.benchmarks.throwaway import throwaway_database

if TYPE_CHECKING:
    from nssi.insurance.models import Submission

ROWS, MORE_ROWS = 1_000_000, 3_000_000
NATION = 3_100_000
IN_REGISTER = 50_000_000

Answer = TypeVar("Answer")

SHARE_OF_COPY = 0.7
MOST_TIMES_FOR_MORE = 3.3
MOST_MEMORY = 400  # MB
MOST_SLOWER = 1.2
MOST_MILLISECONDS = 30
PEOPLE, TIMES = 20, 20

MISTAKES = 0.01
PIECE = 1024 * 1024
FIRST, SECOND, THIRD, FOURTH = Month(2026, 7), Month(2026, 8), Month(2026, 9), Month(2026, 10)
REGISTER = "insurance_insurancedatarecord"


def measure(full: bool) -> dict[str, Any]:
    """Measure; the ratio is the worst of all that is required."""
    with throwaway_database(), tempfile.TemporaryDirectory() as folder:
        return _measured(Path(folder), full)


@dataclass(frozen=True)
class _Imported:
    """An import: what became of it, and the seconds that it took, by the clock and of CPU."""

    submission: "Submission"
    seconds: float
    cpu: float


def _measured(folder: Path, full: bool) -> dict[str, Any]:
    file = _file(folder, ROWS, FIRST)
    one = _import(file)
    lines, rows = _copy(file, one.submission)
    more = NATION if full else MORE_ROWS
    month = _import(_file(folder, more, SECOND))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    after = _import(_file(folder, ROWS, THIRD))
    rows_more = more / MORE_ROWS
    times = month.seconds / rows_more / statistics.mean([one.seconds, after.seconds])
    cpu_times = month.cpu / rows_more / statistics.mean([one.cpu, after.cpu])
    ratios = [
        (lines + rows) / one.seconds / SHARE_OF_COPY,
        MOST_TIMES_FOR_MORE / times,
        MOST_MEMORY / memory,
    ]
    peers = {
        "COPY of lines and rows": _peer(ROWS / (lines + rows), "rows/s", 0),
        "COPY of rows alone": _peer(ROWS / rows, "rows/s", 0),
        f"share of it (at least {SHARE_OF_COPY})": _peer((lines + rows) / one.seconds, "times"),
        f"{MORE_ROWS} rows (at most {MOST_TIMES_FOR_MORE})": _peer(times, "times as long"),
        "in CPU time": _peer(cpu_times, "times"),
        "a million after them": _peer(ROWS / after.seconds, "rows/s", 0),
        f"peak memory (at most {MOST_MEMORY})": _peer(memory, "MB", 0),
        "rejected of them": _peer(sum(each.submission.rejected for each in (one, month, after)), "rows", 0),
    }
    if full:
        peers[f"a month of {NATION} rows"] = _peer(month.seconds, "s", 1)
        in_register = fill(month.submission, IN_REGISTER)
        beside = _import(_file(folder, ROWS, FOURTH))
        page, page_cpu = milliseconds_of_page(month.submission, PEOPLE, TIMES)
        slower = beside.seconds / one.seconds
        ratios += [MOST_SLOWER / slower, MOST_MILLISECONDS / page]
        peers |= {
            f"{ROWS} rows beside {in_register} in the register (at most {MOST_SLOWER})": _peer(
                slower, "times as long"
            ),
            "that in CPU time": _peer(beside.cpu / one.cpu, "times"),
            f"C-32 of one person there, p95 (at most {MOST_MILLISECONDS})": _peer(page, "ms", 1),
            "the page's CPU time, p95": _peer(page_cpu, "ms", 1),
        }
    return {
        "figure": round(ROWS / one.seconds),
        "unit": "rows/s",
        "required": f"{SHARE_OF_COPY} of COPY, {round(SHARE_OF_COPY * ROWS / (lines + rows))} rows/s",
        "ratio": round(min(ratios), 2),
        "peers": peers,
        "volume": f"{ROWS} rows of 53 fields, {MISTAKES:.0%} of them wrong, checked, merged and committed",
    }


def _peer(figure: float, unit: str, digits: int = 2) -> dict[str, Any]:
    return {"figure": round(figure, digits) if digits else round(figure), "unit": unit}


def _file(folder: Path, rows: int, month: Month) -> Path:
    """Write a file of exactly so many rows of a generated nation, and beside it what is broken in them.

    It is done in a process of its own: its memory is not the import's.
    """
    path = folder / f"{month}.txt"
    writer = multiprocessing.get_context("fork").Process(target=_write, args=(path, rows, month))
    writer.start()
    writer.join()
    if writer.exitcode:
        raise RuntimeError("no file was written")
    return path


def _write(path: Path, rows: int, month: Month) -> None:
    from nssi.insurance.form_1.layout import END_OF_FILE
    from nssi.insurance.generator.files import Nation, write_month

    nation = Nation(rows, 1, month, month.month, MISTAKES, shipped())
    with path.open("w+b") as file, _mistakes_of(path).open("w") as broken:
        broken.writelines(f"{line},{code}\n" for line, code in write_month(nation, 0, file) if line <= rows)
        file.seek(_end_of_row(file, rows))
        file.truncate()
        file.write(END_OF_FILE)


def _end_of_row(file: IO[bytes], number: int) -> int:
    """Return the place behind the line with this number."""
    file.seek(0)
    place = 0
    while block := file.read(PIECE):
        lines = block.count(b"\n")
        if lines >= number:
            return place + len(b"\n".join(block.split(b"\n", number)[:number])) + 1
        number -= lines
        place += len(block)
    raise RuntimeError("the nation is too small")


def _mistakes_of(file: Path) -> Path:
    return file.with_suffix(".mistakes")


def _import(file: Path) -> _Imported:
    """Take in and import a file; its protocol must name what is broken, row by row, and nothing else."""
    from django.db import connection

    from nssi.insurance.actions.import_submission import import_submission
    from nssi.insurance.actions.take_in_submission import take_in_submission
    from nssi.insurance.models import Submission

    def run() -> Submission:
        with file.open("rb") as content:
            (taken,) = take_in_submission(content, file.name, source=Submission.Source.COMMAND)
        return import_submission(taken.pk)

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        processes = [os.getpid(), *cursor.fetchone()]
    before = cpu_seconds(processes)
    submission, seconds = _timed(run)
    cpu = cpu_seconds(processes) - before
    if submission.accepted + submission.rejected != submission.rows or not submission.merged_at:
        raise RuntimeError("an import has lost rows")
    told = {f"{line},{code}\n" for line, code in submission.errors.values_list("line", "code").iterator()}
    if told != set(_mistakes_of(file).open()):
        raise RuntimeError("the protocol does not say what is broken")
    return _Imported(submission, seconds, cpu)


def _copy(file: Path, submission: "Submission") -> tuple[float, float]:
    """Copy the lines of a file, and the rows that it brought, and return the seconds of each."""
    from django.db import connection

    rows = file.with_suffix(".rows")
    with connection.cursor() as cursor:
        with (
            rows.open("wb") as written,
            cursor.copy(
                f"COPY (SELECT * FROM {REGISTER} WHERE submission_id = {submission.pk}) TO STDOUT"  # noqa: S608
            ) as copy,
        ):
            for piece in copy:
                written.write(piece)
        cursor.execute(f"CREATE TABLE bare (LIKE {REGISTER} INCLUDING ALL) PARTITION BY RANGE (month)")
        cursor.execute(
            "CREATE TABLE bare_2026 PARTITION OF bare FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')"
        )
        cursor.execute("CREATE UNLOGGED TABLE bare_lines (line text)")

        def fill(statement: str, source: Path) -> Callable[[], None]:
            def run() -> None:
                with source.open("rb") as content, cursor.copy(statement) as copy:
                    while piece := content.read(PIECE):
                        copy.write(piece.rstrip(b"\x1a") if source == file else piece)

            return run

        _, lines = _timed(
            fill(
                "COPY bare_lines FROM STDIN (FORMAT csv, DELIMITER e'\\x01', QUOTE e'\\x02', ENCODING 'WIN1251')",
                file,
            )
        )
        _, seconds = _timed(fill("COPY bare FROM STDIN", rows))
        cursor.execute("DROP TABLE bare, bare_lines")
    rows.unlink()
    return lines, seconds


def _timed(run: Callable[[], Answer]) -> tuple[Answer, float]:
    began = time.perf_counter()
    answer = run()
    return answer, time.perf_counter() - began
