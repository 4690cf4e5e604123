"""`nssi pensions`: imports granted pensions, and recalculates all of them on 1 April."""

import argparse
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

BAD_INPUT = 2


def add_pensions_commands(groups: Any) -> None:
    """Add `pensions` to the parser of `nssi`."""
    pensions = groups.add_parser("pensions", help="granted pensions: imported, recalculated every year")
    acts = pensions.add_subparsers(dest="act", required=True, metavar="ACT")
    for name, what in (
        ("import", "granted pensions"),
        ("import-coefficients", "coefficients with new income"),
    ):
        importing = acts.add_parser(name, help=f"import {what} from CSV (see docs/operating.md)")
        importing.add_argument("path", type=Path, metavar="FILE")
        importing.add_argument("--json", action="store_true")
        importing.set_defaults(run=_import)
    yearly = acts.add_parser("yearly", help="begin the yearly recalculation, or say how far it is")
    yearly.add_argument("year", type=int)
    yearly.add_argument("--wait", action="store_true", help="show how it goes until it has ended")
    yearly.add_argument("--json", action="store_true")
    yearly.set_defaults(run=_yearly)


def _import(options: argparse.Namespace) -> int:
    _set_up()
    from nssi.pensions.actions.import_pensions import NotSuchAFile, import_coefficients, import_pensions

    act = import_pensions if options.act == "import" else import_coefficients
    try:
        with options.path.open(encoding="utf-8-sig", newline="") as file:
            report = act(file)
    except NotSuchAFile:
        return _bad(f"{options.path}: not UTF-8 with semicolons, or the first line does not name the columns")
    except OSError as error:
        return _bad(f"{error.filename}: {error.strerror}")
    refused = [{"line": line, "field": field, "text": why} for line, field, why in report.refused]
    if options.json:
        counts = {"rows": report.rows, "taken": report.taken, "known": report.known}
        print(json.dumps({**counts, "refused": refused}, ensure_ascii=False, indent=2))
    else:
        print(f"{options.path}: {report.rows} rows, {report.taken} taken, {report.known} known already")
        for row in refused:
            print(f"line {row['line']}, {row['field']}: {row['text']}", file=sys.stderr)
    return 1 if refused else 0


def _yearly(options: argparse.Namespace) -> int:
    _set_up()
    from nssi.pensions.queries import report_of
    from nssi.services.pension_recalculation.actions.begin_yearly_run import TooEarly, begin_yearly_run

    try:
        run = begin_yearly_run(options.year)
    except TooEarly:
        return _bad(f"1 April {options.year} has not come")
    report = report_of(run)
    while options.wait and report["blocks_done"] < report["blocks"]:
        if sys.stderr.isatty():
            print(
                f"\r\033[K{report['looked_at']} of {run.pensions} pensions",
                end="",
                file=sys.stderr,
                flush=True,
            )
        time.sleep(1)
        report = report_of(run)
    if options.json:
        print(json.dumps({"year": run.year, "pensions": run.pensions, **report}, indent=2))
    else:
        print(f"{run.year}: {report['looked_at']} of {run.pensions} pensions, {report['higher']} higher,"
              f" {report['failed']} not computed")  # fmt: skip
    return 0


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nssi.config.settings")
    import django

    django.setup()


def _bad(why: str) -> int:
    print(why, file=sys.stderr)
    return BAD_INPUT
