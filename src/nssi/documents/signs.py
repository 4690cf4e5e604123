"""Which signs the letters' font can draw, and what stands for the others."""

from functools import cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

_FONTS = Path(__file__).parent / "fonts"
_LAYOUT = {"\n"}  # drawn as the end of a line


def drawable(text: str) -> str:
    """Return `text` with each sign that the font lacks replaced by its number: „📄“ becomes „[U+1F4C4]“.

    People type any sign into their answers and names of files; a document of what they filed must neither fail for it
    nor pass over it in silence.
    """
    return "".join(
        sign if ord(sign) in _drawn() or sign in _LAYOUT else f"[U+{ord(sign):04X}]" for sign in text
    )


def all_drawable(value: Any) -> Any:
    """Return JSON with each text in it made drawable."""
    if isinstance(value, dict):
        return {key: all_drawable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [all_drawable(each) for each in value]
    return drawable(value) if isinstance(value, str) else value


@cache
def _drawn() -> frozenset[int]:
    drawn = []
    for path in sorted(_FONTS.glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            drawn.append(frozenset(font.getBestCmap()))
    return frozenset.intersection(*drawn) if drawn else frozenset()
