"""`nssi proof verify`: whether what is told of the delivery of documents is what happened, as the chains prove it."""

import argparse
import json
import os
import sys
from typing import Any

BROKEN = 1


def add_proof_commands(groups: Any) -> None:
    """Add `proof` to the parser of `nssi`."""
    proof = groups.add_parser("proof", help="the proof of delivery")
    acts = proof.add_subparsers(dest="act", required=True, metavar="ACT")
    verify = acts.add_parser("verify", help="check every timeline; exit 1 and what is broken, and where")
    verify.add_argument("--json", action="store_true")
    verify.set_defaults(run=_verify)


def _verify(options: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nssi.config.settings")
    import django

    django.setup()
    from nssi.delivery.verification import proofs

    documents = events = 0
    broken = []
    for proof in proofs():
        documents, events = documents + 1, events + proof.events
        broken += [{"document": proof.outgoing_number, "what": what} for what in proof.broken]
    if options.json:
        print(json.dumps({"documents": documents, "events": events, "broken": broken}, ensure_ascii=False))
    else:
        for each in broken:
            print(f"{each['document']}: {each['what']}", file=sys.stderr)
        print(f"{documents} documents, {events} events, {len(broken)} of them broken")
    return BROKEN if broken else 0
