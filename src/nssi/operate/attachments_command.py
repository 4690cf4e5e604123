"""`nssi attachments check`: the verdict on files, as the portal would give it. Needs no database."""

import argparse
import io
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nssi.foundation import environment

BAD_INPUT = 2


def add_attachments_commands(groups: Any) -> None:
    """Add `attachments` and its `check` to the parser of `nssi`."""
    attachments = groups.add_parser("attachments", help="judge electronic documents")
    acts = attachments.add_subparsers(
        dest="act", required=True, metavar="ACT", parser_class=type(attachments)
    )
    check = acts.add_parser("check", help="say which files would be taken, and why; exit 1 if one is refused")
    check.add_argument("files", nargs="+", type=Path, metavar="FILE")
    check.add_argument("--json", action="store_true")
    check.set_defaults(run=_check)


@dataclass(frozen=True)
class _File:
    """A file to be judged: its size in bytes, and its content up to one byte more than may be taken."""

    path: Path
    size: int
    content: bytes


def _check(options: argparse.Namespace) -> int:
    _without_an_installation()
    from nssi.attachments.verdict import LARGEST_SUBMISSION, total_too_large

    try:
        files = [_read(path) for path in options.files]
    except OSError as error:
        print(f"nssi attachments check: {error.filename}: {error.strerror}", file=sys.stderr)
        return BAD_INPUT
    judged = [_judged(file) for file in files]
    size = sum(file.size for file in files)
    accepted = size <= LARGEST_SUBMISSION and all(one["accepted"] for one in judged)
    if options.json:
        answer = {"files": judged, "total": {"bytes": size, "accepted": accepted}}
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        for one in judged:
            print(_lines(one))
        if size > LARGEST_SUBMISSION:
            print(total_too_large(size).text)
    return 0 if accepted else 1


def _without_an_installation() -> None:
    """Let texts be those of the source, Bulgarian, without settings, secrets and a database of an installation."""
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=False, CLAMD=environment.text("NSSI_CLAMD"))


def _read(path: Path) -> _File:
    from nssi.attachments.verdict import LARGEST_FILE

    with path.open("rb") as file:
        content = file.read(LARGEST_FILE + 1)
    return _File(path, max(path.stat().st_size, len(content)), content)


def _judged(file: _File) -> dict[str, Any]:
    from nssi.attachments.scanning.scanner import NotScanned, scan
    from nssi.attachments.verdict import LARGEST_FILE, check_file, infected, not_scanned, too_large

    verdict = check_file(file.path.name, file.content)
    findings = list(verdict.findings)
    if file.size > LARGEST_FILE:
        findings = [
            too_large(file.path.name, file.size) if one.code == "too_large" else one for one in findings
        ]
    elif file.content:
        try:
            if scan(io.BytesIO(file.content)).signature:
                findings.append(infected(file.path.name))
        except NotScanned:
            findings.append(not_scanned(file.path.name))
    return {
        "file": str(file.path),
        "kind": verdict.kind,
        "bytes": file.size,
        "accepted": not any(one.severity == "refuse" for one in findings),
        "findings": [{"code": one.code, "severity": one.severity, "text": one.text} for one in findings],
    }


def _lines(judged: dict[str, Any]) -> str:
    answer = "приет" if judged["accepted"] else "отказан"
    return "\n".join(
        [
            f"{judged['file']}: {answer}",
            *(f"  {one['severity']} {one['code']}: {one['text']}" for one in judged["findings"]),
        ]
    )
