"""Builds what the repository does not hold: stylesheet, scripts and fonts, from the pinned npm packages; compiled catalogues.

Run as `python -m nssi.look.build`; what is already fresh is left as it is.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from nssi.look.catalogues import all_catalogues, compile_catalogue

LOOK = Path(__file__).parent
BUILT = LOOK / "static/built"
LETTER_FONTS = LOOK.parent / "documents/fonts"

PACKAGES = LOOK.parents[2] / "node_modules"
INSTALLED = PACKAGES / ".package-lock.json"
"""Written by each `npm ci`; the files of the packages themselves all bear a date of 1985."""

SCREEN_FONTS = ("sofia-sans-cyrillic-wght-normal.woff2", "sofia-sans-latin-wght-normal.woff2")
LETTER_WEIGHTS = {"SofiaSans-Regular.ttf": 400, "SofiaSans-Bold.ttf": 700}
LETTER_SUBSETS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext")

_SOURCE_MAP = re.compile(r"//# sourceMappingURL=\S+")


def main() -> None:
    """Build all that is older than its sources."""
    if not INSTALLED.exists():
        sys.exit("The npm packages are missing: run `npm ci` first.")
    _refresh(BUILT / "portal.css", build_styles, LOOK.glob("scss/*.scss"))
    _refresh(BUILT / "govuk-frontend.min.js", copy_script)
    for name in SCREEN_FONTS:
        _refresh(BUILT / "fonts" / name, copy_screen_font)
    for name in LETTER_WEIGHTS:
        _refresh(LETTER_FONTS / name, merge_letter_font)
    for catalogue in all_catalogues():
        _refresh(catalogue.with_suffix(".mo"), partial(compile_catalogue, catalogue), [catalogue])


def build_styles(target: Path) -> None:
    """Compile the stylesheet. A warning of Sass ends the build: it would be an error in a later release."""
    command = [
        _node(),
        str(PACKAGES / "sass/sass.js"),
        f"--load-path={PACKAGES}",
        "--no-source-map",
        "--style=compressed",
        str(LOOK / "scss/portal.scss"),
    ]
    result = subprocess.run(command, capture_output=True, text=True, timeout=120)
    if result.returncode or result.stderr:
        sys.exit(result.stderr)
    target.write_text(result.stdout)


def copy_script(target: Path) -> None:
    """Copy govuk-frontend's script without its line about a source map, which is not served."""
    source = PACKAGES / "govuk-frontend/dist/govuk/govuk-frontend.min.js"
    target.write_text(_SOURCE_MAP.sub("", source.read_text()))


def copy_screen_font(target: Path) -> None:
    """Copy the font that is named as `target`."""
    shutil.copyfile(PACKAGES / "@fontsource-variable/sofia-sans/files" / target.name, target)


def letter_font_subsets(weight: int) -> list[Path]:
    """Return the files that together hold the typeface in `weight`."""
    files = PACKAGES / "@fontsource/sofia-sans/files"
    return [files / f"sofia-sans-{subset}-{weight}-normal.woff2" for subset in LETTER_SUBSETS]


def merge_letter_font(target: Path) -> None:
    """Merge the subsets of the weight that is named as `target` into one complete TrueType file.

    Letters need it: with a file for each script one engine printed digits as wrong glyphs.
    """
    from fontTools.merge import Merger

    Merger().merge([str(path) for path in letter_font_subsets(LETTER_WEIGHTS[target.name])]).save(target)


def _refresh(target: Path, build: Callable[[Path], object], sources: Iterable[Path] = ()) -> None:
    """Call `build` with a draft of `target` where it is missing or older than its sources and our packages."""
    newest = max(path.stat().st_mtime for path in (INSTALLED, Path(__file__), *sources))
    if target.exists() and target.stat().st_mtime >= newest:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        draft = Path(folder) / target.name
        build(draft)
        draft.replace(target)


def _node() -> str:
    """Return the path of node: the machine's, or the one that the virtual environment brought along."""
    node = shutil.which("node") or shutil.which("node", path=str(Path(sys.executable).parent))
    if node is None:
        sys.exit("node is missing: `make setup` brings it.")
    return node


if __name__ == "__main__":
    main()
