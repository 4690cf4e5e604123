"""`nssi audit`: verifies the trail, and says under which code it keeps an address."""

import argparse
import dataclasses
import json
import os
import sys
from typing import Any


def add_audit_commands(groups: Any) -> None:
    """Add `audit` to the parser of `nssi`."""
    audit = groups.add_parser("audit", help="the trail of what was done")
    acts = audit.add_subparsers(dest="act", required=True, metavar="ACT")
    verifying = acts.add_parser(
        "verify", help="hold every entry against its seal; exit 1 and what is broken, and where"
    )
    verifying.add_argument("--json", action="store_true")
    verifying.set_defaults(run=_verify)
    origin = acts.add_parser("origin", help="say under which code the trail keeps an address")
    origin.add_argument("address", metavar="ADDRESS")
    origin.set_defaults(run=_origin)


def _verify(options: argparse.Namespace) -> int:
    _set_up()
    from nssi.audit.verification import verify

    verdict = verify()
    if options.json:
        print(json.dumps({"whole": not verdict.broken, **dataclasses.asdict(verdict)}))
    else:
        for text in verdict.broken:
            print(text, file=sys.stderr)
        print(
            f"{verdict.entries} entries in {verdict.batches} batches are as they were sealed, {verdict.unsealed} wait for their seal"
        )
    return 1 if verdict.broken else 0


def _origin(options: argparse.Namespace) -> int:
    _set_up()
    from nssi.audit.origin import origin_of

    print(origin_of(options.address))
    return 0


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nssi.config.settings")
    import django

    django.setup()
