"""The order of the rooms, as the import contract in pyproject.toml states it."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "nssi"

_CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
_LAYERS = next(contract for contract in _CONTRACTS if contract["type"] == "layers")["layers"]

HEIGHT = {
    room.strip(" ()"): height for height, line in enumerate(reversed(_LAYERS)) for room in line.split("|")
}
"""Each room and its height: a room uses only what is lower."""

STILL_TO_COME = {room.strip(" ()") for line in _LAYERS for room in line.split("|") if "(" in room}
"""Rooms whose place is kept; each loses its brackets when it is there."""


def room_of(path: Path | str) -> str:
    """Return the room in which a file of src/nssi (or a dotted module) lies."""
    if isinstance(path, Path):
        return path.relative_to(SOURCE).parts[0]
    return path.removeprefix("nssi.").split(".")[0]


def may_use(upper: str, lower: str) -> bool:
    """Return whether the room `upper` may use the room `lower`."""
    return upper == lower or HEIGHT[upper] > HEIGHT[lower]
