"""`nssi messages bounces`: takes in what mail servers say about messages that they could not deliver."""

import argparse
import dataclasses
import json
import os
import sys
from pathlib import Path
from typing import Any

BAD_INPUT = 2


def add_messages_commands(groups: Any) -> None:
    """Add `messages` to the parser of `nssi`."""
    messages = groups.add_parser("messages", help="e-mail to people")
    acts = messages.add_subparsers(dest="act", required=True, metavar="ACT")
    bounces = acts.add_parser("bounces", help="mark the messages that came back (RFC 3464)")
    bounces.add_argument(
        "path", type=Path, metavar="PATH", help="a letter, an mbox, a Maildir or a folder of letters"
    )
    bounces.add_argument("--json", action="store_true")
    bounces.set_defaults(run=_bounces)


def _bounces(options: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nssi.config.settings")
    import django

    django.setup()
    from nssi.messages.actions.take_in_bounces import take_in_bounces

    try:
        taken_in = take_in_bounces(options.path)
    except OSError as error:
        print(f"nssi messages bounces: {options.path}: {error.strerror}", file=sys.stderr)
        return BAD_INPUT
    if options.json:
        print(json.dumps(dataclasses.asdict(taken_in)))
    else:
        print(f"{taken_in.letters} letters, {taken_in.bounces} bounces, {taken_in.news} of them news")
    return 0
