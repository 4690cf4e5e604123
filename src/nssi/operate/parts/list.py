"""Writes the list of parts (CycloneDX 1.6, JSON): every package that the lock files name. The same files give the same list.

`python -m nssi.operate.parts.list FILE`, in a checkout. Python's come from cyclonedx-bom, npm's from npm itself.
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

_LOCKED = ("dev", "node")  # what runs is a part of the first


def list_of_parts(root: Path) -> dict[str, Any]:
    """Return the list of the checkout in `root`. What is not needed to run the system has the scope `excluded`."""
    folder = root / "requirements"
    running = _names((folder / "run.txt").read_text())
    python = _python("\n".join((folder / f"{name}.txt").read_text() for name in _LOCKED))
    npm = _npm(root)
    components = [*_scoped(python["components"], running), *npm["components"]]
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "nssi", "bom-ref": "nssi"}},
        "components": sorted(components, key=lambda part: str(part["bom-ref"])),
    }


def _python(requirements: str) -> dict[str, Any]:
    command = [
        sys.executable, "-m", "cyclonedx_py", "requirements", "--output-reproducible", "--no-validate", "--sv", "1.6", "-",
    ]  # fmt: skip
    return _answer(subprocess.run(command, input=requirements.encode(), stdout=subprocess.PIPE, check=True))


def _npm(root: Path) -> dict[str, Any]:
    command = ["npm", "sbom", "--include=dev", "--package-lock-only", "--sbom-format", "cyclonedx"]
    return _answer(subprocess.run(command, cwd=root, stdout=subprocess.PIPE, check=True))


def _answer(process: "subprocess.CompletedProcess[bytes]") -> dict[str, Any]:
    said: dict[str, Any] = json.loads(process.stdout)
    return said


def _names(requirements: str) -> set[str]:
    return set(re.findall(r"^([a-z0-9._-]+)(?:\[[a-z0-9,_-]+\])?==", requirements, re.MULTILINE))


def _scoped(components: list[dict[str, Any]], running: set[str]) -> list[dict[str, Any]]:
    return [
        {
            **{key: value for key, value in part.items() if key != "description"},  # the line of the file
            "bom-ref": part["purl"],
            "scope": "required" if part["name"] in running else "excluded",
        }
        for part in components
    ]


def main() -> int:
    """Write the list to the file that the command line names."""
    file = Path(sys.argv[1])
    parts = list_of_parts(Path.cwd())
    file.write_text(json.dumps(parts, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    print(f"{file}: {len(parts['components'])} parts")
    return 0


if __name__ == "__main__":
    sys.exit(main())
