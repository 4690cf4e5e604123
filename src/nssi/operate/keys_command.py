"""`nssi keys`: what secrets there are, new versions of them, and the end of old ones."""

import argparse
import json
import os
import sys
from collections.abc import Callable
from typing import Any


def add_keys_commands(groups: Any) -> None:
    """Add `keys` to the parser of `nssi`."""
    keys = groups.add_parser("keys", help="the secrets that this installation keeps, and their rotation")
    acts = keys.add_subparsers(dest="act", required=True, metavar="ACT")
    listing = acts.add_parser("list", help="say which versions there are, and what needs them")
    rotating = acts.add_parser("rotate", help="make new versions; one that was interrupted is ended first")
    retiring = acts.add_parser("retire", help="remove the older versions that nothing needs any more")
    for parser, run in ((listing, _list), (rotating, _rotate), (retiring, _retire)):
        if parser is not listing:
            parser.add_argument(
                "names", metavar="NAME", nargs="*", help="of which secret; of all where none is named"
            )
        parser.add_argument("--json", action="store_true")
        parser.set_defaults(run=run)


def _list(options: argparse.Namespace) -> int:
    _set_up()
    return _answer(options)


def _rotate(options: argparse.Namespace) -> int:
    _set_up()
    from nssi.operate.keys import rotate

    return _done(options, rotate)


def _retire(options: argparse.Namespace) -> int:
    _set_up()
    from nssi.operate.keys import retire

    return _done(options, retire)


def _done(options: argparse.Namespace, act: Callable[[list[str], Callable[[str], None]], None]) -> int:
    from nssi.operate.keys import NotPossible

    try:
        act(options.names, _tell)
    except NotPossible as reason:
        print(reason, file=sys.stderr)
        return 2
    return _answer(options)


def _answer(options: argparse.Namespace) -> int:
    from nssi.operate.keys import OUTSIDE, standing

    secrets = list(standing())
    if options.json:
        print(json.dumps({"secrets": secrets, "outside": dict(OUTSIDE)}))
        return 0
    for secret in secrets:
        needed: Any = secret["needed"]
        versions = ", ".join(f"{version} ({count} need it)" for version, count in needed.items())
        print(f"{secret['name']} ({secret['given_by']}): {versions}; {secret['old_version']}")
    for name, how in OUTSIDE.items():
        print(f"{name}: not by this command – {how}")
    return 0


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nssi.config.settings")
    import django

    django.setup()
