"""Asks what is known against the locked parts: pip-audit for Python's, `npm audit` for the others.

`python -m nssi.operate.parts.advisories`, in a checkout. Exit code 0: nothing known; 1: something is; 3: a service did not answer
(and nothing is known from the other), so nothing can be said.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NOTHING, SOMETHING, NOT_ASKED = 0, 1, 3
_WITHIN = 300  # seconds
_LOCKED = ("dev", "node")


class NotReached(Exception):  # noqa: N818 – an answer, no error of ours
    """The service that knows of vulnerabilities did not answer; the text says what it, or the way to it, said."""


@dataclass(frozen=True)
class Advisory:
    """What is known against a part, and in which versions it is mended."""

    part: str
    id: str
    mended_in: str


def of_python(root: Path) -> list[Advisory]:
    """Return what is known against Python's packages. Raises NotReached."""
    files = [f"--requirement=requirements/{name}.txt" for name in _LOCKED]
    command = [
        sys.executable, "-m", "pip_audit", *files, "--disable-pip", "--require-hashes", "--format=json", "--progress-spinner=off",
    ]  # fmt: skip
    return read_pip_audit(*_said(command, root))


def of_npm(root: Path) -> list[Advisory]:
    """Return what is known against the packages of npm. Raises NotReached."""
    return read_npm_audit(*_said(["npm", "audit", "--include=dev", "--package-lock-only", "--json"], root))


def read_pip_audit(answer: str, complaint: str) -> list[Advisory]:
    """Return what pip-audit told. Raises NotReached where it told nothing, or nothing but that it does not know some packages."""
    said = _json(answer)
    if "dependencies" not in said:
        raise NotReached(_last_line(complaint) or "pip-audit said nothing")
    found = [
        Advisory(f"{each['name']} {each['version']}", known["id"], ", ".join(known["fix_versions"]))
        for each in said["dependencies"]
        for known in each.get("vulns", ())
    ]
    unknown = [each["name"] for each in said["dependencies"] if "skip_reason" in each]
    if unknown and not found:
        raise NotReached(
            f"it does not know {len(unknown)} of {len(said['dependencies'])} packages ({unknown[0]}, …)"
        )
    return found


def read_npm_audit(answer: str, complaint: str) -> list[Advisory]:
    """Return what `npm audit` told. Raises NotReached where it told nothing."""
    said = _json(answer)
    if "vulnerabilities" not in said:
        error = said.get("error") or {}
        raise NotReached(
            str(said.get("message") or error.get("summary") or _last_line(complaint) or "npm said nothing")
        )
    return [
        Advisory(
            name,
            ", ".join(_npm_id(via) for via in known["via"] if isinstance(via, dict))
            or "through another part",
            "yes" if known.get("fixAvailable") else "",
        )
        for name, known in said["vulnerabilities"].items()
    ]


def main(root: Path | None = None) -> int:
    """Ask both, print what is known, and return the exit code."""
    known: list[Advisory] = []
    silent = False
    for name, ask in (("Python", of_python), ("npm", of_npm)):
        try:
            found = ask(root or Path.cwd())
        except NotReached as reason:
            silent = True
            print(f"{name}: NOT ASKED, the advisory service cannot be reached: {reason}", file=sys.stderr)
            continue
        known += found
        print(f"{name}: {len(found)} known vulnerabilities")
        for each in found:
            print(f"  {each.part}: {each.id}, mended in: {each.mended_in or 'nothing yet'}")
    return SOMETHING if known else NOT_ASKED if silent else NOTHING


def _said(command: Sequence[str], root: Path) -> tuple[str, str]:
    try:
        process = subprocess.run(
            command, cwd=root, capture_output=True, text=True, timeout=_WITHIN, check=False
        )
    except subprocess.TimeoutExpired:
        return "", f"no answer within {_WITHIN} seconds"
    return process.stdout, process.stderr


def _json(text: str) -> dict[str, Any]:
    try:
        said = json.loads(text)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _npm_id(via: dict[str, Any]) -> str:
    return str(via.get("url") or via.get("title") or via.get("source"))


def _last_line(text: str) -> str:
    return next((line for line in reversed(text.splitlines()) if line.strip()), "")


if __name__ == "__main__":
    sys.exit(main())
