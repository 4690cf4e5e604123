"""`nssi procedures …`: the documents of the procedures. Needs no database."""

import argparse
import os
import sys
from pathlib import Path
from typing import Any

Groups = Any  # argparse keeps the type of its subparsers private


def add_procedures_commands(groups: Groups) -> None:
    """Add `procedures` to the parser of `nssi`."""
    procedures = groups.add_parser("procedures", help="the state machines of the services")
    commands = procedures.add_subparsers(
        dest="question", required=True, metavar="COMMAND", parser_class=type(procedures)
    )
    document = commands.add_parser(
        "document", help="write their diagrams and tables; exit 1 if --check finds them stale"
    )
    document.add_argument("--to", type=Path, default=Path("docs/procedures"))
    document.add_argument("--check", action="store_true", help="write nothing")
    document.set_defaults(run=_document)


def _document(options: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nssi.config.settings")
    import django
    from django.utils import translation

    django.setup()
    from nssi.proceedings.documents import documents

    with translation.override("bg"):
        texts = documents()
    if options.check:
        stale = [name for name, text in texts.items() if _read(options.to / name) != text]
        for name in stale:
            print(f"{options.to / name} is stale: run nssi procedures document", file=sys.stderr)
        return 1 if stale else 0
    options.to.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (options.to / name).write_text(text)
    return 0


def _read(path: Path) -> str:
    return path.read_text() if path.exists() else ""
