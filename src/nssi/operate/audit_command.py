"""`nssi audit`: verifies the trail, hands its daily digests out, and says under which code it keeps an address."""

import argparse
import dataclasses
import json
import os
import sys
from datetime import date
from pathlib import Path
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
    digest = acts.add_parser("digest", help="write the sealed digest of a day: its JSON and its signature")
    digest.add_argument("day", metavar="YYYY-MM-DD", type=date.fromisoformat)
    digest.add_argument("--out", metavar="DIR", type=Path, default=Path())
    digest.set_defaults(run=_digest)
    origin = acts.add_parser(
        "origin", help="say under which code the trail keeps an address, and under older keys kept it"
    )
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
            f"{verdict.entries} entries in {verdict.batches} batches are as they were sealed, with {verdict.digests} "
            f"daily digests; {verdict.unsealed} wait for their seal"
        )
    return 1 if verdict.broken else 0


def _digest(options: argparse.Namespace) -> int:
    _set_up()
    from nssi.audit.models import DailyDigest

    digest = DailyDigest.objects.filter(day=options.day).first()
    if digest is None:
        print(f"there is no digest of {options.day}", file=sys.stderr)
        return 2
    for ending, content in ("json", digest.content), ("p7s", digest.signature):
        path = options.out / f"audit-{options.day}.{ending}"
        path.write_bytes(bytes(content))
        print(path)
    return 0


def _origin(options: argparse.Namespace) -> int:
    _set_up()
    from nssi.audit.origin import origins_of

    for code in origins_of(options.address):
        print(code)
    return 0


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nssi.config.settings")
    import django

    django.setup()
