"""`nssi declarations`: takes files of declaration form 1 into the register, and generates such files."""

import argparse
import csv
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nssi.law.calendar import Month

if TYPE_CHECKING:
    from nssi.insurance.models import Submission

BAD_INPUT = 2
MOST_PEOPLE = 10_000_000
MOST_MONTHS = 400


def add_declarations_commands(groups: Any) -> None:
    """Add `declarations` to the parser of `nssi`."""
    declarations = groups.add_parser("declarations", help="declaration form 1: files into the register")
    acts = declarations.add_subparsers(dest="act", required=True, metavar="ACT")
    importing = acts.add_parser("import", help="check files and merge them; goes on where it was interrupted")
    importing.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="EMPL2021.TXT, .gz, .zip, or a folder"
    )
    importing.add_argument("--json", action="store_true")
    importing.set_defaults(run=_import)
    generating = acts.add_parser("generate", help="write files of a nation that does not exist")
    generating.add_argument("--people", type=_whole(1, MOST_PEOPLE), required=True)
    generating.add_argument("--months", type=_whole(1, MOST_MONTHS), required=True)
    generating.add_argument("--seed", type=_whole(0, 2**31), required=True)
    generating.add_argument("--out", type=Path, required=True)
    generating.add_argument(
        "--errors", type=_part, default=0.0, help="part of the rows that is broken, as 0.01"
    )
    generating.add_argument(
        "--until", type=_month, help="the last month, as 2026-09; else the one before this"
    )
    generating.set_defaults(run=_generate)


def _whole(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
            raise argparse.ArgumentTypeError(f"a whole number from {least} to {most} is expected")
        return int(text)

    return read


def _part(text: str) -> float:
    try:
        part = float(text)
    except ValueError:
        part = -1
    if not 0 <= part <= 1:
        raise argparse.ArgumentTypeError("a part from 0 to 1 is expected")
    return part


def _month(text: str) -> Month:
    try:
        year, month = map(int, text.split("-"))
    except ValueError:
        year = month = 0
    if not (1997 <= year <= 2045 and 1 <= month <= 12):
        raise argparse.ArgumentTypeError("a month such as 2026-09 is expected")
    return Month(year, month)


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nssi.config.settings")
    import django

    django.setup()


def _import(options: argparse.Namespace) -> int:
    _set_up()
    try:
        files = list(_files(options.paths))
    except OSError as error:
        return _bad("import", f"{error.filename}: cannot be read")
    answers = [answer for path, file in files for answer in _imported(path, file)]
    if options.json:
        print(json.dumps({"submissions": answers}, ensure_ascii=False, indent=2))
    else:
        for answer in answers:
            print(
                f"{answer['file']}: {answer['state']}, {answer['rows']} rows, {answer['accepted']} accepted,"
                f" {answer['rejected']} rejected, protocol {answer['protocol']}"
            )
    return 1 if any(answer["state"] == "refused" for answer in answers) else 0


def _files(paths: list[Path]) -> Iterator[tuple[Path, str]]:
    """Yield the files that are meant, those of a folder by their names, each with the name under which it is taken in."""
    for path in paths:
        if path.is_dir():
            for inner in sorted(path.rglob("*")):
                if inner.is_file() and inner.suffix.lower() in {".txt", ".gz", ".zip"}:
                    yield inner, str(inner)
        else:
            with path.open("rb"):
                yield path, str(path)


def _imported(path: Path, name: str) -> Iterator[dict[str, Any]]:
    """Take in a file, import what it brought, and yield the answer for each of its submissions."""
    from nssi.insurance.actions.import_submission import import_submission
    from nssi.insurance.actions.take_in_submission import take_in_submission
    from nssi.insurance.models import Submission

    with path.open("rb") as file:
        taken = take_in_submission(file, name, source=Submission.Source.COMMAND)
    for submission in taken:
        yield _answer(import_submission(submission.pk, _Progress(name)))


def _answer(submission: "Submission") -> dict[str, Any]:
    from nssi.insurance import spool
    from nssi.insurance.protocol import write_protocol

    protocol = spool.protocol_path(submission.pk)
    with protocol.open("w", newline="", encoding="utf-8") as file:
        write_protocol(submission, file)
    return {
        "file": submission.name,
        "sha256": submission.sha256,
        "state": submission.state,
        "rows": submission.rows,
        "accepted": submission.accepted,
        "unchanged": submission.unchanged,
        "rejected": submission.rejected,
        "protocol": str(protocol),
        **({"refusal": submission.refusal} if submission.refusal else {}),
    }


class _Progress:
    """Tells on the terminal how many rows are done, how much of the file, and how long the rest will take."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._started = time.monotonic()
        self._first: int | None = None

    def __call__(self, submission: "Submission") -> None:
        if not sys.stderr.isatty():
            return
        if self._first is None:
            self._first = submission.rows_done
        done = submission.rows_done - self._first
        left = submission.rows - submission.rows_done
        rest = f", {left * (time.monotonic() - self._started) / done:.0f} s left" if done and left else ""
        end = "\n" if not left else ""
        told = f"{self._name}: {submission.rows_done} rows, {submission.percent_done} %{rest}"
        print(f"\r\033[K{told}", end=end, file=sys.stderr, flush=True)


def _generate(options: argparse.Namespace) -> int:
    _set_up()
    from nssi.foundation import clock
    from nssi.insurance.generator.files import EXPECTED, Nation, generate
    from nssi.law.errors import LawError
    from nssi.law.parameters import shipped

    until = options.until or Month.of(clock.today()).plus(-1)
    nation = Nation(options.people, options.months, until, options.seed, options.errors, shipped())
    try:
        for path in generate(nation, options.out):
            print(path)
    except LawError as error:
        return _bad("generate", str(error))
    except OSError as error:
        return _bad("generate", f"{error.filename}: cannot be written")
    with (options.out / EXPECTED).open(newline="", encoding="utf-8") as expected:
        print(f"{options.out / EXPECTED}: {sum(1 for _ in csv.reader(expected)) - 1} mistakes")
    return 0


def _bad(act: str, why: str) -> int:
    print(f"nssi declarations {act}: {' '.join(why.split())}", file=sys.stderr)
    return BAD_INPUT
