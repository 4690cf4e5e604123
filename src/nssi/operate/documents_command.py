"""`nssi documents`: holds what was issued against its hash and its seal."""

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nssi.documents.integrity import Sealed

BAD_INPUT = 2


def add_documents_commands(groups: Any) -> None:
    """Add `documents` to the parser of `nssi`."""
    documents = groups.add_parser(
        "documents", help="what the institution issued, and applications as they were filed"
    )
    acts = documents.add_subparsers(dest="act", required=True, metavar="ACT")
    verifying = acts.add_parser("verify", help="read every sealed document and check its hash and its seal")
    verifying.add_argument("--json", action="store_true")
    verifying.set_defaults(run=_verify)


def _verify(options: argparse.Namespace) -> int:
    """Print each document that is lost, altered or not validly sealed; 1 if there is one."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nssi.config.settings")
    import django

    django.setup()
    from nssi.applications.queries import sealed_applications
    from nssi.documents.integrity import broken, issued_documents
    from nssi.documents.models import IssuedDocument

    read = Counter[str]()

    def counted(name: str, documents: "Iterable[Sealed]") -> "Iterator[Sealed]":
        for document in documents:
            read[name] += 1
            yield document

    everything = chain(
        counted("documents", issued_documents()), counted("applications", sealed_applications())
    )
    try:
        found = [{"number": document.number, "finding": finding} for document, finding in broken(everything)]
    except (OSError, ValueError):
        print("nssi documents verify: NSSI_SEAL_TRUST_ANCHORS cannot be read", file=sys.stderr)
        return BAD_INPUT
    waiting = IssuedDocument.objects.filter(state=IssuedDocument.State.PREPARING).count()
    if options.json:
        counts = {name: read[name] for name in ("documents", "applications")}
        print(json.dumps({**counts, "in_preparation": waiting, "broken": found}, ensure_ascii=False))
    else:
        for each in found:
            print(f"{each['number']}: {each['finding']}")
        print(
            f"{read['documents']} documents and {read['applications']} applications read,"
            f" {len(found)} broken; {waiting} documents in preparation"
        )
    return 1 if found else 0
