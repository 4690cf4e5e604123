"""`nssi retention`: for how long what is kept, why, and how much of it waits to be removed."""

import argparse
import json
import os
from typing import Any


def add_retention_command(groups: Any) -> None:
    """Add `retention` to the parser of `nssi`."""
    retention = groups.add_parser(
        "retention", help="for how long what is kept, why, and how much has passed its time"
    )
    retention.add_argument("--end", action="store_true", help="remove it now; a worker does so each night")
    retention.add_argument("--json", action="store_true")
    retention.set_defaults(run=_retention)


def _retention(options: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nssi.config.settings")
    import django

    django.setup()
    from nssi.foundation import clock
    from nssi.foundation.retention import all_keepings, end_retention

    removed = end_retention() if options.end else {}
    rows = [
        {
            "name": each.name,
            "what": each.what,
            "seconds": int(each.kept_for.total_seconds()),
            "since": each.since,
            "ground": each.ground,
            "verified": each.verified,
            "by": each.by,
            "over": each.over(clock.now()).count(),
            "removed": removed.get(each.name, 0),
        }
        for each in all_keepings()
    ]
    if options.json:
        print(json.dumps({"kept": rows, "unverified": [row["name"] for row in rows if not row["verified"]]}))
        return 0
    for each, row in zip(all_keepings(), rows, strict=True):
        doubt = "" if each.verified else " – NOT VERIFIED"
        print(
            f"{each.name}: {each.what}, {each.kept_for} since {each.since} ({each.ground}{doubt}); "
            f"{row['over']} over, {row['removed']} removed"
        )
    return 0
