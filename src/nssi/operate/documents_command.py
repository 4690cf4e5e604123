"""`nssi documents`: holds what was issued against its hash and its seal."""

import argparse
import json
import os
import sys
from typing import Any

BAD_INPUT = 2


def add_documents_commands(groups: Any) -> None:
    """Add `documents` to the parser of `nssi`."""
    documents = groups.add_parser("documents", help="what the institution issued")
    acts = documents.add_subparsers(dest="act", required=True, metavar="ACT")
    verifying = acts.add_parser("verify", help="read every issued document and check its hash and its seal")
    verifying.add_argument("--json", action="store_true")
    verifying.set_defaults(run=_verify)


def _verify(options: argparse.Namespace) -> int:
    """Print each document that is lost, altered or not validly sealed; 1 if there is one."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nssi.config.settings")
    import django

    django.setup()
    from nssi.documents.integrity import broken_documents, issued_documents
    from nssi.documents.models import IssuedDocument

    read = 0

    def counted() -> Any:
        nonlocal read
        for document in issued_documents():
            read += 1
            yield document

    try:
        broken = [
            {"id": str(document.id), "outgoing_number": document.outgoing_number, "finding": finding}
            for document, finding in broken_documents(counted())
        ]
    except (OSError, ValueError):
        print("nssi documents verify: NSSI_SEAL_TRUST_ANCHORS cannot be read", file=sys.stderr)
        return BAD_INPUT
    waiting = IssuedDocument.objects.filter(state=IssuedDocument.State.PREPARING).count()
    if options.json:
        print(
            json.dumps({"documents": read, "in_preparation": waiting, "broken": broken}, ensure_ascii=False)
        )
    else:
        for each in broken:
            print(f"{each['outgoing_number']} ({each['id']}): {each['finding']}")
        print(f"{read} documents read, {len(broken)} broken; {waiting} in preparation")
    return 1 if broken else 0
