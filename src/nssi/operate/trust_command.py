"""`nssi trust`: fetches the trusted list of the issuers of qualified certificates, and says whom it names."""

import argparse
import os
import sys
from typing import Any

BROKEN = 1


def add_trust_commands(groups: Any) -> None:
    """Add `trust` to the parser of `nssi`."""
    trust = groups.add_parser("trust", help="the issuers of qualified certificates")
    acts = trust.add_subparsers(dest="act", required=True, metavar="ACT")
    refreshing = acts.add_parser(
        "refresh", help="fetch and verify the trusted list; exit 1 where it does not hold"
    )
    refreshing.set_defaults(run=_refresh)
    showing = acts.add_parser(
        "show", help="say which issuers are trusted, and how old the list is; exit 1 where it is stale"
    )
    showing.set_defaults(run=_show)


def _refresh(options: argparse.Namespace) -> int:
    _set_up()
    from django.conf import settings

    from nssi.access.qes.trusted_list import TrustedListWrong, refresh

    if not settings.TRUSTED_LIST_URL:
        print("NSSI_TRUSTED_LIST_URL is empty: no trusted list is used", file=sys.stderr)
        return BROKEN
    try:
        new = refresh()
    except (TrustedListWrong, OSError) as reason:
        print(f"not refreshed: {reason}", file=sys.stderr)
        return BROKEN
    print(f"list {new.number}, {len(new.issuers)} issuers, next issue due on {new.next_update:%d.%m.%Y}")
    return 0


def _show(options: argparse.Namespace) -> int:
    _set_up()
    from nssi.access.qes.anchors import qes_anchors
    from nssi.access.qes.trusted_list import ailments
    from nssi.foundation import clock

    for anchor in qes_anchors():
        print(f"{anchor.sha256.hex()} {anchor.subject.human_friendly}")
    wrong = ailments(clock.elsewhere(clock.now()))
    for text in wrong:
        print(text, file=sys.stderr)
    return BROKEN if wrong else 0


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nssi.config.settings")
    import django

    django.setup()
