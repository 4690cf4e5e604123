"""`nssi archive`: imports holdings of the insurance archive from files."""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nssi.archive.models import HoldingsImport

BAD_INPUT = 2


def add_archive_commands(groups: Any) -> None:
    """Add `archive` to the parser of `nssi`."""
    archive = groups.add_parser("archive", help="the insurance archive: holdings from files")
    acts = archive.add_subparsers(dest="act", required=True, metavar="ACT")
    importing = acts.add_parser("import", help="import holdings; goes on where it was interrupted")
    importing.add_argument("path", type=Path, metavar="FILE", help="CSV, see docs/operating.md")
    importing.add_argument(
        "--protocol", type=Path, help="where the protocol is written; else beside the file"
    )
    importing.add_argument("--json", action="store_true")
    importing.set_defaults(run=_import)


def _import(options: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nssi.config.settings")
    import django

    django.setup()
    from nssi.archive.actions.import_holdings import ImportedElsewhere, NoHoldings, import_holdings
    from nssi.archive.protocol import write_protocol

    protocol = options.protocol or options.path.with_name(f"{options.path.stem}.protocol.csv")
    try:
        done = import_holdings(options.path, _tell)
        with protocol.open("w", newline="", encoding="utf-8") as file:
            write_protocol(done, file)
    except NoHoldings:
        return _bad(f"{options.path}: the first line does not name the columns of holdings")
    except ImportedElsewhere:
        return _bad(f"{options.path}: another process imports it now")
    except OSError as error:
        return _bad(f"{error.filename}: {error.strerror}")
    answer = {
        "file": str(options.path),
        "sha256": done.sha256,
        "rows": done.accepted + done.rejected,
        "accepted": done.accepted,
        "unchanged": done.unchanged,
        "rejected": done.rejected,
        "protocol": str(protocol),
    }
    if options.json:
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        print(
            f"{answer['file']}: {answer['rows']} rows, {answer['accepted']} accepted ({answer['unchanged']} known"
            f" already), {answer['rejected']} rejected, protocol {answer['protocol']}"
        )
    return 0


def _tell(started: "HoldingsImport") -> None:
    if sys.stderr.isatty():
        end = "\n" if started.bytes_done == started.size else ""
        print(f"\r\033[K{started.name}: {started.percent_done} %", end=end, file=sys.stderr, flush=True)


def _bad(why: str) -> int:
    print(f"nssi archive import: {why}", file=sys.stderr)
    return BAD_INPUT
