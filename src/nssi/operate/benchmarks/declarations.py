"""`nssi bench declarations`: files of declaration form 1 from their bytes into the register, beside a bare COPY of the same rows.

The bare way copies the whole lines into a table without log, and then the same rows, ready made as COPY writes them, into a table with
the same columns and indexes. It checks nothing, compares nothing and cannot go on after an interruption.
"""

import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

from nssi.law.calendar import Month
from nssi.law.parameters import shipped
from nssi.operate.benchmarks.insured_person import milliseconds_of_page
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
FIRST, SECOND, THIRD = Month(2026, 8), Month(2026, 9), Month(2026, 10)
REGISTER = "insurance_insurancedatarecord"


def measure(full: bool) -> dict[str, Any]:
    """Measure; the ratio is the worst of all that is required."""
    with throwaway_database(), tempfile.TemporaryDirectory() as folder:
        return _measured(Path(folder), full)


def _measured(folder: Path, full: bool) -> dict[str, Any]:
    file = _file(folder, ROWS, FIRST)
    submission, seconds = _import(file)
    lines, rows = _copy(file, submission)
    more = NATION if full else MORE_ROWS
    month, seconds_for_more = _import(_file(folder, more, SECOND))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    times = seconds_for_more / seconds * MORE_ROWS / more
    ratios = [
        (lines + rows) / seconds / SHARE_OF_COPY,
        MOST_TIMES_FOR_MORE / times,
        MOST_MEMORY / memory,
    ]
    peers = {
        "COPY of lines and rows": _peer(ROWS / (lines + rows), "rows/s", 0),
        "COPY of rows alone": _peer(ROWS / rows, "rows/s", 0),
        f"share of it (at least {SHARE_OF_COPY})": _peer((lines + rows) / seconds, "times"),
        f"{MORE_ROWS} rows (at most {MOST_TIMES_FOR_MORE})": _peer(times, "times as long"),
        f"peak memory (at most {MOST_MEMORY})": _peer(memory, "MB", 0),
        "rejected of them": {"figure": submission.rejected + month.rejected, "unit": "rows"},
    }
    if full:
        peers[f"a month of {NATION} rows"] = _peer(seconds_for_more, "s", 1)
        in_register = _fill(month)
        _, seconds_beside = _import(_file(folder, ROWS, THIRD))
        page = milliseconds_of_page(month, PEOPLE, TIMES)
        ratios += [MOST_SLOWER / (seconds_beside / seconds), MOST_MILLISECONDS / page]
        peers |= {
            f"with {in_register} rows in the register (at most {MOST_SLOWER})": _peer(
                seconds_beside / seconds, "times as long"
            ),
            f"C-32 of one person, p95 (at most {MOST_MILLISECONDS})": _peer(page, "ms", 1),
        }
    return {
        "figure": round(ROWS / seconds),
        "unit": "rows/s",
        "required": f"{SHARE_OF_COPY} of COPY, {round(SHARE_OF_COPY * ROWS / (lines + rows))} rows/s",
        "ratio": round(min(ratios), 2),
        "peers": peers,
        "volume": f"{ROWS} rows of 53 fields, {MISTAKES:.0%} of them wrong, checked, merged and committed",
    }


def _peer(figure: float, unit: str, digits: int = 2) -> dict[str, Any]:
    return {"figure": round(figure, digits) if digits else round(figure), "unit": unit}


def _file(folder: Path, rows: int, month: Month) -> Path:
    """Write a file of exactly so many rows of a generated nation, in a process of its own: its memory is not the import's."""
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
    with path.open("w+b") as file:
        for _mistake in write_month(nation, 0, file):
            pass
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


def _import(file: Path) -> "tuple[Submission, float]":
    """Take in and import a file, and return its submission and the seconds that it took."""
    from nssi.insurance.actions.import_submission import import_submission
    from nssi.insurance.actions.take_in_submission import take_in_submission
    from nssi.insurance.models import Submission

    def run() -> Submission:
        with file.open("rb") as content:
            (taken,) = take_in_submission(content, file.name, source=Submission.Source.COMMAND)
        return import_submission(taken.pk)

    submission, seconds = _timed(run)
    if submission.accepted + submission.rejected != submission.rows or not submission.merged_at:
        raise RuntimeError("an import has lost rows")
    return submission, seconds


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


def _fill(month: "Submission") -> int:
    """Fill the register with the months before, so that the year of the next import is as full as it ever gets; return its rows."""
    from django.db import connection

    names = _columns()
    with connection.cursor() as cursor:
        for back in range(1, IN_REGISTER // NATION + 1):
            cursor.execute(
                f"INSERT INTO {REGISTER} ({', '.join(names)})"  # noqa: S608 – our own names
                f" SELECT {', '.join('(month - make_interval(months => %s))::date' if name == 'month' else name for name in names)}"
                f" FROM {REGISTER} WHERE submission_id = %s AND month = %s",
                [back, month.pk, month.last_month],
            )
        cursor.execute(f"ANALYZE {REGISTER}")
        cursor.execute(f"SELECT count(*) FROM {REGISTER}")  # noqa: S608
        (count,) = cursor.fetchone()
    return int(count)


def _columns() -> list[str]:
    from nssi.insurance.models import InsuranceDataRecord

    return [field.column for field in InsuranceDataRecord._meta.local_fields if field.column]


def _timed(run: Callable[[], Answer]) -> tuple[Answer, float]:
    began = time.perf_counter()
    answer = run()
    return answer, time.perf_counter() - began
